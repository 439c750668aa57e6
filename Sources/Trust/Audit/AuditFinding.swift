package import Cryptography
package import Primitives

/// One certificate in which a system store and what it was compared with differ, or that is bad
/// by itself.
package struct AuditFinding: Hashable, Sendable {
    package enum Class: String, Sendable, CaseIterable, Comparable {
        /// Added or removed by this machine's owner, so expected.
        case local
        /// The reference has another certificate with the same key.
        case renewed
        case absentFromReference = "absent_from_reference"
        case absentHere = "absent_here"
        case expired
        /// OpenSSL refuses every chain that ends there.
        case weak
        /// What it issues after a day is not to be believed.
        case distrustAfter = "distrust_after"

        package static func < (left: Class, right: Class) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package let `class`: Class
    package let certificate: Certificate
    package let detail: String

    package var subject: String { certificate.subject }
    package var fingerprint: Digest { certificate.fingerprint }

    init(_ class: Class, _ certificate: Certificate, _ detail: String) {
        self.class = `class`
        self.certificate = certificate
        self.detail = detail
    }
}
