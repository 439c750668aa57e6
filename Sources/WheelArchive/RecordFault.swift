/// A file on which a wheel and its RECORD do not agree.
package struct RecordFault: Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// In the archive, not in RECORD.
        case unlisted
        /// In RECORD, not in the archive.
        case missing
        /// In the archive or in RECORD more than once.
        case ambiguous
        /// RECORD gives no hash, or one by an algorithm that is not known here.
        case unverifiable
        case sizeMismatch
        case digestMismatch
        /// The member cannot be unpacked.
        case unreadable(WheelError)
    }

    package let code: Code
    package let path: String

    package var description: String {
        let name = "`\(path.escaped)`"
        return switch code {
        case .unlisted: "\(name) is not in RECORD"
        case .missing: "\(name) is in RECORD but not in the wheel"
        case .ambiguous: "\(name) is in the wheel or its RECORD more than once"
        case .unverifiable: "\(name) has no hash in RECORD that can be computed"
        case .sizeMismatch: "\(name) does not have the size that RECORD gives"
        case .digestMismatch: "\(name) does not have the hash that RECORD gives"
        case .unreadable(let error): error.description
        }
    }
}
