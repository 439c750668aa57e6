internal import Primitives
internal import Synchronization
internal import Transport

/// What servers answered, where several tables of a run's jobs ask the same in the same way: it is
/// fetched once, and each table judges it for itself.
final class SharedAnswers: Sendable {
    private struct Access: Hashable {
        let address: String
        let policy: FetchPolicy
    }

    private struct Question: Hashable {
        let access: Access
        let address: String
        let accept: String?
        let known: Validator?
        let bypassesCaches: Bool
    }

    private struct Answer {
        let result: Result<Response, TransferError>
        /// How many others may ask.
        var uses: Int

        var size: Int { (try? result.get().body.count) ?? 0 }
    }

    private struct State {
        var answers: [Question: Answer] = [:]
        var bytes = 0
    }

    /// How many tables there are of each kind, where it is more than one.
    private let tables: [Access: Int]
    private let state = Mutex(State())

    /// Of bodies that are kept for others; what comes beyond that is fetched again.
    private static let byteLimit = 64 << 20

    init(_ jobs: [JobContext]) {
        let accesses = jobs.flatMap(\.indexes).map {
            Access(address: $0.address.requestText, policy: $0.policy)
        }
        tables = Dictionary(accesses.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }
    }

    func response(
        to request: Request, of index: IndexContext, by client: Client
    ) async throws(TransferError) -> Response {
        let access = Access(address: index.address.requestText, policy: index.policy)
        guard let count = tables[access] else { return try await client.fetch(request) }
        let question = Question(
            access: access, address: request.address.requestText, accept: request.accept,
            known: request.known, bypassesCaches: request.bypassesCaches)
        if let known = take(question) { return try known.get() }
        let result: Result<Response, TransferError>
        do throws(TransferError) {
            result = .success(try await client.fetch(request))
        } catch {
            if error.kind == .cancelled { throw error }
            result = .failure(error)
        }
        keep(Answer(result: result, uses: count - 1), to: question)
        return try result.get()
    }

    private func take(_ question: Question) -> Result<Response, TransferError>? {
        state.withLock { state in
            guard var answer = state.answers.removeValue(forKey: question) else { return nil }
            answer.uses -= 1
            if answer.uses > 0 {
                state.answers[question] = answer
            } else {
                state.bytes -= answer.size
            }
            return answer.result
        }
    }

    private func keep(_ answer: Answer, to question: Question) {
        state.withLock { state in
            guard state.bytes + answer.size <= Self.byteLimit else { return }
            state.answers[question] = answer
            state.bytes += answer.size
        }
    }
}
