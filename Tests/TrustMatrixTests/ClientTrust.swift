import TestSupport

/// Whom a client is told to trust: for a job by its index, for a probe by the command line.
struct ClientTrust: Sendable {
    let label: String
    /// The bundle; nil for none.
    let text: (@Sendable (TrustLab) throws -> [UInt8])?
    var environment: [String: String] = [:]

    /// Certificates of the lab, one after the other.
    static func bundle(_ names: String...) -> ClientTrust {
        ClientTrust(label: names.joined(separator: " + ")) { lab in
            Array(try names.map { try lab.text($0) }.joined().utf8)
        }
    }

    /// What the variables and the system say.
    static func surroundings(_ label: String) -> ClientTrust {
        ClientTrust(label: label, text: nil)
    }
}
