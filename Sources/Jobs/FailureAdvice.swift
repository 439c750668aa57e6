internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Transport

/// What to do next about a failure, computed from what is known of it.
package enum FailureAdvice {
    /// Of bytes that are not as a lock says.
    package static let lockedBytes =
        "the file was not taken; lock the release again, or ask who runs the index which content is "
        + "right"

    /// Of what an index said.
    static func hints(
        _ kind: FailureKind, index: IndexContext, project: String? = nil
    ) -> [String] {
        switch kind {
        case .noMatch:
            project.map {
                [
                    "see why each file is out with: wheelbarrow explain "
                        + "\(ShellWord(index.jobPath)) \($0)"
                ]
            } ?? []
        case .notAnIndexPage, .malformed:
            [
                "open \(index.address)\(project.map { "\($0)/" } ?? "") in a browser: a login page "
                    + "or a proxy may answer there; the url must be that of the simple API"
            ]
        case .notFound: ["check the spelling, or name an index that has it"]
        case .hashMismatch, .sizeMismatch:
            ["the file was not taken; ask who runs the index which content is right"]
        case .ambiguous:
            ["neither was taken; ask who runs the index which content is right"]
        case .unsupportedVersion: ["a newer wheelbarrow may read it"]
        case .truncated: ["the next sync asks again; if it lasts, tell who runs the index"]
        case .redirect: ["tell who runs the index: such a redirect is not followed"]
        case .unsafeName: ["the file was left out; tell who runs the index"]
        default: []
        }
    }

    /// Of what a server or the way to it did.
    /// - Parameter project: whose page was asked for; nil for a list, or a file.
    static func hints(
        _ error: TransferError, index: IndexContext, project: String?, isFile: Bool
    ) -> [String] {
        if !error.hints.isEmpty { return error.hints }
        let origin = error.address.origin
        switch error.kind {
        case .dns, .connect:
            return ["if it lasts, check that this machine reaches \(origin)"]
        case .proxy: return ["if it lasts, check the proxy that leads to \(origin)"]
        case .timeout:
            return [
                "if it lasts, \(origin) is overloaded, or stall-timeout and connect-timeout too short"
            ]
        case .auth(status: 401), .auth(status: 403):
            return [login(origin, of: index.name, index.policy)]
        case .auth(status: 407):
            return ["write the proxy's login into its URL, as in http://USER:PASSWORD@PROXY:PORT"]
        case .http(400) where origin.scheme == "http": return [encryption(origin, index)]
        case .http(let status): return answered(status, origin, error.retryAfter)
        case .truncated where !isFile && origin.scheme == "http":
            return hints(.truncated, index: index, project: project) + [encryption(origin, index)]
        case .truncated where isFile: return ["the next sync goes on where it broke off"]
        default: return hints(FailureKind(error.kind), index: index, project: project)
        }
    }

    /// Of projects that are missing where some indexes of the job, or all, may not be asked for them.
    static func unasked(_ names: [ProjectName], _ job: JobContext) -> [String] {
        // Without the names, which are told with it: several that lack the same are helped by the same.
        var hints: [String] = []
        if names.contains(where: { job.chain(for: $0).isEmpty }) {
            hints.append(
                "no [[index]] that has projects is asked for what they do not match: add it to those "
                    + "of the one that has it")
        }
        for index in job.indexes where job.indexes.count > 1 {
            guard names.contains(where: { job.owner(of: $0)?.id == index.id }) else { continue }
            hints.append(
                "index \(index.name) alone is asked for what its projects match: narrow them to have "
                    + "other indexes asked")
        }
        return hints
    }

    /// Of an index that has no list of projects.
    static func addressDoubt(_ index: IndexContext) -> String {
        "the url of index \(index.name) may not be that of the simple index, which mostly ends in "
            + "/simple/"
    }

    /// A port that wants TLS mostly hangs up on whoever speaks without, or says that it is no good
    /// request.
    private static func encryption(_ origin: Origin, _ index: IndexContext) -> String {
        "if \(origin.hostAndPort) wants TLS, write https:// in the url of index \(index.name)"
    }

    static func login(_ origin: Origin, of name: String, _ policy: FetchPolicy) -> String {
        guard policy.isHome(origin) else {
            return
                "logins of index \(name) are not shown to \(origin.hostAndPort), unless it "
                + "says file-hosts = [\"\(origin.hostAndPort)\"]"
        }
        return policy.credentials == nil
            ? "set username with password-file, or token-file, for index \(name)"
            : "the login of index \(name) is not accepted there: check it"
    }

    /// For 511 (RFC 6585 6).
    static let networkLogin =
        "log in to the network first: open any address in a browser on this machine"

    private static func answered(
        _ status: Int, _ origin: Origin, _ retryAfter: Duration?
    ) -> [String] {
        if let minutes = retryAfter.map({ ($0.components.seconds + 59) / 60 }), minutes > 1 {
            return ["\(origin.hostAndPort) asks to be left alone: run again in \(minutes) min"]
        }
        return switch status {
        case 404, 410:
            ["the index names what \(origin.hostAndPort) does not have; tell who runs it"]
        case 429:
            [
                "\(origin.hostAndPort) asks for fewer requests: lower connections or per-host in "
                    + "[download]"
            ]
        case 451:
            [
                "\(origin.hostAndPort) may not hand it out, by law: leave it out, or name another index"
            ]
        case 511: [networkLogin]
        case 500...:
            [
                "\(origin.hostAndPort) is in trouble; the next sync asks again, and keeps what is there"
            ]
        default: []
        }
    }
}
