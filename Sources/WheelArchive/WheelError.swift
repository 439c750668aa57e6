import Primitives

/// Why a wheel, or one of its members, cannot be read.
package struct WheelError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// There is no end record, and what stands at the start is no zip archive either.
        case notAZip
        /// The start is that of a zip archive, but the end is missing, or the source ended early.
        case truncated
        /// The records at the archive's end contradict each other or the file.
        case malformedDirectory
        /// Two members claim the same bytes.
        case overlappingMembers
        /// A member would leave the directory that it is unpacked into.
        case unsafeName
        /// Several members have the name that was asked for.
        case ambiguousName
        /// No member has the name that was asked for.
        case noMember
        case encrypted
        case unsupportedMethod
        case tooLarge
        /// What stands in front of a member is not what the central directory says of it.
        case headerMismatch
        /// The compressed data breaks the rules of deflate.
        case corruptData
        case sizeMismatch
        case checksumMismatch
        /// There is no `.dist-info` directory at the top.
        case noDistInfo
        case severalDistInfos
        /// The `.dist-info` directory bears the name of another project.
        case foreignDistInfo
        case malformedRecord
    }

    package let code: Code
    /// The name of the member in question; nil where it is about the archive as a whole.
    package let member: String?
    /// What was met, as the code's sentence needs it.
    let detail: String

    init(_ code: Code, member: String? = nil, _ detail: String = "") {
        self.code = code
        self.member = member
        self.detail = detail
    }

    static func tooLarge(_ what: String, limit: Int64, member: String? = nil) -> WheelError {
        WheelError(.tooLarge, member: member, "\(what) more than \(ByteCount(limit))")
    }

    package var description: String {
        let name = member.map { "`\($0.escaped)`" } ?? "the archive"
        return switch code {
        case .notAZip: "the file is not a zip archive"
        case .truncated: "the zip archive is cut short, or goes on behind its end"
        case .malformedDirectory: "the zip archive's directory is malformed: \(detail)"
        case .overlappingMembers: "\(name) overlaps with what follows it in the archive"
        case .unsafeName: "the archive has a member with the unsafe name \(detail)"
        case .ambiguousName: "\(name) is in the archive more than once"
        case .noMember: "\(name) is not in the archive"
        case .encrypted: "\(name) is encrypted"
        case .unsupportedMethod: "\(name) is compressed by the unsupported method \(detail)"
        case .tooLarge: "\(name) \(detail)"
        case .headerMismatch: "\(name) has a header with another \(detail) than the directory's"
        case .corruptData: "the compressed data of \(name) is damaged"
        case .sizeMismatch: "\(name) does not have the size that the archive's directory gives"
        case .checksumMismatch:
            "\(name) does not have the CRC-32 that the archive's directory gives"
        case .noDistInfo: "the wheel has no .dist-info directory"
        case .severalDistInfos: "the wheel has several .dist-info directories: \(detail)"
        case .foreignDistInfo: "the wheel's \(name) is not of the project \(detail)"
        case .malformedRecord: "\(name) is malformed in line \(detail)"
        }
    }
}

extension String {
    /// Without what would move a terminal's cursor.
    var escaped: String { String(debugDescription.dropFirst().dropLast()) }
}
