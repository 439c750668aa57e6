import TestSupport
import Testing

/// One situation of the trust matrix: what is set up, whom the client trusts, what must come of it.
struct MatrixRow: Sendable, CustomTestStringConvertible {
    /// The number of its theme, shared by variations.
    let number: Int
    let setup: String
    let trust: String
    let required: String
    /// Brings it about in a directory of its own and judges what came.
    let check: @Sendable (Trial) async throws -> Finding

    init(
        _ number: Int, _ setup: String, trusting trust: String, _ required: String,
        check: @escaping @Sendable (Trial) async throws -> Finding
    ) {
        self.number = number
        self.setup = setup
        self.trust = trust
        self.required = required
        self.check = check
    }

    var testDescription: String { "\(number) \(setup) / \(trust)" }
}

extension MatrixRow {
    /// The host of a lab's site, synced and probed under the same trust.
    /// - Parameter url: instead of the site's own address.
    static func site(
        _ number: Int, _ setup: String, _ name: String, _ trust: ClientTrust,
        _ required: Requirement,
        adjust: @escaping @Sendable (inout Trial) throws -> Void = { _ in },
        url: (@Sendable (TrustLab) -> String)? = nil
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: trust.label, required.description) { trial in
            var trial = trial
            // What the machine itself trusts has no part in it, and takes a while to read.
            trial.store = try await PrivateStore.obstacle == nil ? SharedStores.unrelated : nil
            try adjust(&trial)
            let address = url?(trial.lab) ?? trial.lab.url(name)
            return try await trial.syncAndProbe(address, trust, required)
        }
    }

    /// A row in a store of its own; where the machine has no such thing, the table says so.
    static func stored(
        _ number: Int, _ setup: String, trusting trust: String, _ required: String,
        check: @escaping @Sendable (Trial) async throws -> Finding
    ) -> MatrixRow {
        MatrixRow(number, setup, trusting: trust, required) { trial in
            if let obstacle = try await PrivateStore.obstacle { return .notRun(obstacle) }
            return try await check(trial)
        }
    }
}
