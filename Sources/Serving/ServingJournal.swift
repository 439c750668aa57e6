package import MirrorStore
import Primitives
import Synchronization

/// Where a server tells what it did; told from several threads, which must not be kept waiting.
package final class ServingJournal: Sendable {
    private static let period: Int64 = 60
    private static let mostPaths = 1024

    private let answered: (@Sendable (AnswerRecord) -> Void)?
    private let unreadable: @Sendable (StoreError) -> Void
    /// When each path was told of, in seconds.
    private let told = Mutex<[String: Int64]>([:])

    /// - Parameters:
    ///   - answered: is given each answer; nil where nobody wants to know.
    ///   - unreadable: is given what should have been an answer, once a path and minute.
    package init(
        answered: (@Sendable (AnswerRecord) -> Void)? = nil,
        unreadable: @escaping @Sendable (StoreError) -> Void
    ) {
        self.answered = answered
        self.unreadable = unreadable
    }

    func note(_ record: @autoclosure () -> AnswerRecord) { answered?(record()) }

    func note(_ failure: StoreError, at now: Instant) {
        let isNews = told.withLock { told in
            if let last = told[failure.path], (0..<Self.period).contains(now.seconds - last) {
                return false
            }
            if told.count >= Self.mostPaths {
                told = told.filter { now.seconds - $1 < Self.period }
            }
            guard told.count < Self.mostPaths else { return false }
            told[failure.path] = now.seconds
            return true
        }
        if isNews { unreadable(failure) }
    }
}
