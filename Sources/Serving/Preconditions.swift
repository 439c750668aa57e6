import NIOHTTP1
import Primitives

/// The conditions under which a client wants a file, in the order of RFC 9110 13.2.2.
struct Preconditions {
    enum Outcome {
        case met, failed, notModified
    }

    private let headers: HTTPHeaders
    private let now: Instant

    init(_ headers: HTTPHeaders, now: Instant) {
        self.headers = headers
        self.now = now
    }

    func outcome(tag: EntityTag, modified: Instant) -> Outcome {
        if let isMatched = matches("if-match", tag.isStronglyEqual) {
            if !isMatched { return .failed }
        } else if let date = date("if-unmodified-since"), modified.seconds > date.seconds {
            return .failed
        }
        if let isMatched = matches("if-none-match", tag.isWeaklyEqual) {
            return isMatched ? .notModified : .met
        }
        if let date = date("if-modified-since"), modified.seconds <= date.seconds {
            return .notModified
        }
        return .met
    }

    /// Whether a part is of use to the client: what it has is of this state (RFC 9110 13.1.5).
    func allowsRange(tag: EntityTag, modified: Instant) -> Bool {
        guard headers.contains(name: "if-range") else { return true }
        guard let condition = single("if-range") else { return false }
        if let date = Instant(httpDate: condition, now: now) {
            return date.seconds == modified.seconds
        }
        return EntityTag(reading: condition)?.isStronglyEqual(to: tag) == true
    }

    /// - Returns: nil where there is no such condition.
    private func matches(_ name: String, _ isEqual: (EntityTag) -> Bool) -> Bool? {
        let lines = headers[name]
        guard !lines.isEmpty else { return nil }
        let text = lines.joined(separator: ",")
        return text == "*" || EntityTag.list(text).contains(where: isEqual)
    }

    /// What is no date is no condition.
    private func date(_ name: String) -> Instant? {
        single(name).flatMap { Instant(httpDate: $0, now: now) }
    }

    private func single(_ name: String) -> String? {
        let lines = headers[name]
        return lines.count == 1 ? lines[0] : nil
    }
}
