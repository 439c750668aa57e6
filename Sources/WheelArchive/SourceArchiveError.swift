import Primitives

/// Why a source distribution cannot be read. What is wrong with a zip archive as such is a
/// ``WheelError``.
package struct SourceArchiveError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The file name has none of the endings of archives that are read here.
        case unsupportedFormat
        case notGzip
        case notTar
        /// The source, the compressed data or the archive ended early.
        case truncated
        /// The compressed data breaks the rules of deflate, or its check sum is another.
        case corruptData
        case malformedHeader
        /// A member would leave the directory that it is unpacked into.
        case unsafeName
        /// Members stand in more than one folder at the top.
        case severalFolders
        case tooLarge
    }

    package let code: Code
    /// What was met, as the code's sentence needs it.
    let detail: String

    init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    static func tooLarge(_ what: String, limit: Int64) -> SourceArchiveError {
        SourceArchiveError(.tooLarge, "\(what) more than \(ByteCount(limit))")
    }

    package var description: String {
        switch code {
        case .unsupportedFormat:
            "the format of \(detail) is not supported; .tar.gz, .tgz, .tar and .zip are"
        case .notGzip: "the file is not a gzip file"
        case .notTar: "the file is not a tar archive"
        case .truncated: "the tar archive is cut short"
        case .corruptData: "the compressed data of the archive is damaged"
        case .malformedHeader: "a header of the tar archive is malformed: \(detail)"
        case .unsafeName: "the archive has a member with the unsafe name \(detail)"
        case .severalFolders: "the archive has several folders at its top: \(detail)"
        case .tooLarge: "the archive \(detail)"
        }
    }
}
