/// What a run must come to.
struct Requirement: Sendable, CustomStringConvertible {
    /// The ends that the matrix knows.
    enum End: Sendable {
        /// The index was read and its file is there.
        case fetched
        /// The server is not trusted: an `X509_V_ERR_` number, 90 for a pin, 91 for stapling.
        case untrusted(Int, depth: Int?)
        /// Something else went wrong with the transfer: the failure's kind and the exit code.
        case failed(String, Int)
        /// The settings are refused before any connection.
        case misconfigured
    }

    let end: End
    /// Each must be said, in any case; alternatives are separated by `|`.
    var words: [String] = []
    /// Whether nothing at all may be warned of.
    var isQuiet = false

    static let fetched = Requirement(end: .fetched)
    static let misconfigured = Requirement(end: .misconfigured)

    static func untrusted(_ code: Int, depth: Int? = nil) -> Requirement {
        Requirement(end: .untrusted(code, depth: depth))
    }

    static func failed(_ kind: String, exit: Int = 69) -> Requirement {
        Requirement(end: .failed(kind, exit))
    }

    func saying(_ words: String...) -> Requirement { saying(words) }

    func saying(_ words: [String]) -> Requirement {
        var requirement = self
        requirement.words += words
        return requirement
    }

    func quietly() -> Requirement {
        var requirement = self
        requirement.isQuiet = true
        return requirement
    }

    var description: String {
        let text =
            switch end {
            case .fetched: "200"
            case .untrusted(let code, let depth):
                "77: \(code)" + (depth.map { " at depth \($0)" } ?? "")
            case .failed(let kind, let exit): "\(exit): \(kind)"
            case .misconfigured: "78"
            }
        let words = words.map { ", \"\($0)\"" }.joined()
        return text + words + (isQuiet ? ", no warning" : "")
    }

    /// The exit code of a run that ends so.
    var exit: Int {
        switch end {
        case .fetched: 0
        case .untrusted: 77
        case .failed(_, let exit): exit
        case .misconfigured: 78
        }
    }

    /// Whether `trust` says the same; of other failures its exit code only tells that there are.
    var isAboutTrust: Bool {
        if case .failed = end { false } else { true }
    }

    func judge(_ observation: Observation) -> Finding {
        var finding = Finding(observation.summary)
        finding.require(
            observation.exit == exit || observation.isProbe && !isAboutTrust,
            "exit \(exit) is required: \(observation)")
        switch end {
        case .fetched:
            finding.require(observation.isFetched, "nothing was fetched: \(observation)")
        case .untrusted(let code, let depth):
            let isRight = observation.code == code && (depth == nil || observation.depth == depth)
            finding.require(isRight, "\(self) is required: \(observation)")
        case .failed(let kind, _):
            let isRight = observation.kind == nil || observation.kind == kind
            finding.require(isRight, "\(kind) is required: \(observation)")
            finding.require(observation.code == nil, "no trust failure: \(observation)")
        case .misconfigured: break
        }
        if isQuiet { finding.require(observation.warnings == [], "a warning: \(observation)") }
        return finding
    }

    /// The words are looked for in everything that was said, wherever.
    func judgeWords(_ observations: [Observation]) -> [String] {
        let said = observations.flatMap(\.said).joined(separator: "\n").lowercased()
        return words.filter { word in
            !word.lowercased().split(separator: "|").contains { said.contains($0) }
        }.map { "\"\($0)\" is not said: \(observations)" }
    }
}
