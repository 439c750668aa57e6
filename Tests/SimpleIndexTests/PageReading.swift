import FoundationEssentials
import Primitives
import PythonPackaging
import SimpleIndex

/// The reading of one page in the corpus's normalised form, equal for pages that mean the same.
struct PageReading: Decodable {
    let error: String?
    let apiVersion: String?
    let projectName: String?
    let status: String?
    let statusReason: String?
    let projects: [String]?
    let files: [FileReading]

    enum CodingKeys: String, CodingKey {
        case error, status, projects, files
        case apiVersion = "api_version"
        case projectName = "project_name"
        case statusReason = "status_reason"
    }

    init(_ page: ProjectPage) {
        error = nil
        apiVersion = page.apiVersion.description
        projectName = page.name
        status = page.status.rawValue
        statusReason = page.statusReason
        projects = nil
        files = page.files.map(FileReading.init)
    }

    init(_ page: RootPage) {
        error = nil
        apiVersion = page.apiVersion.description
        projectName = nil
        status = nil
        statusReason = nil
        projects = page.names
        files = []
    }

    init(_ failure: PageError) {
        error = failure.code.rawValue
        (apiVersion, projectName, status, statusReason, projects) = (nil, nil, nil, nil, nil)
        files = []
    }

    /// What in `other` is not as here; with an error nothing else counts, and what this reading
    /// leaves open may be anything.
    func differences(from other: PageReading) -> [String] {
        if error != nil || other.error != nil {
            return error == other.error ? [] : ["error: \(other.error ?? "none")"]
        }
        var found: [String] = []
        if apiVersion != other.apiVersion { found.append("version: \(other.apiVersion ?? "none")") }
        if status ?? "active" != other.status ?? "active" { found.append("status") }
        if let statusReason, !statusReason.isEmpty, statusReason != other.statusReason {
            found.append("status reason")
        }
        if let projectName, !projectName.isEmpty,
            ProjectName(projectName) != other.projectName.flatMap({ ProjectName($0) })
        {
            found.append("project name")
        }
        if let projects, Set(projects) != Set(other.projects ?? []) { found.append("projects") }
        return found + Self.differences(files, other.files)
    }

    /// Files are a multiset.
    private static func differences(_ wanted: [FileReading], _ got: [FileReading]) -> [String] {
        var counts: [FileReading: Int] = [:]
        for file in wanted { counts[file, default: 0] += 1 }
        for file in got { counts[file, default: 0] -= 1 }
        return counts.filter { $0.value != 0 }.map { file, count in
            "\(count > 0 ? "missing" : "extra"): \(file)"
        }
    }
}

/// One file of a reading.
struct FileReading: Hashable, Decodable {
    let filename: String
    let url: String
    let hashes: [String: String]
    let requiresPython: String?
    /// false, true, or the reason.
    let yanked: String
    /// false, true, or the digests.
    let coreMetadata: String
    let gpgSignature: Bool?
    let size: Int64?
    let uploadTime: Instant?

    enum CodingKeys: String, CodingKey {
        case filename, url, hashes, yanked, size
        case requiresPython = "requires_python"
        case coreMetadata = "core_metadata"
        case gpgSignature = "gpg_sig"
        case uploadTime = "upload_time"
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        filename = try values.decode(String.self, forKey: .filename)
        url = CanonicalURL.text(try values.decode(String.self, forKey: .url))
        hashes = Self.lowerCased(
            try values.decodeIfPresent([String: String].self, forKey: .hashes) ?? [:])
        let specifier = try values.decodeIfPresent(String.self, forKey: .requiresPython)
        requiresPython = specifier?.isEmpty == true ? nil : specifier
        let reason = try? values.decodeIfPresent(String.self, forKey: .yanked)
        yanked = try reason ?? "\(values.decodeIfPresent(Bool.self, forKey: .yanked) ?? false)"
        if let digests = try? values.decode([String: String].self, forKey: .coreMetadata) {
            coreMetadata = Self.text(digests)
        } else {
            let isPresent = try values.decodeIfPresent(Bool.self, forKey: .coreMetadata)
            coreMetadata = "\(isPresent ?? false)"
        }
        gpgSignature = try values.decodeIfPresent(Bool.self, forKey: .gpgSignature)
        size = try values.decodeIfPresent(Int64.self, forKey: .size)
        let time = try values.decodeIfPresent(String.self, forKey: .uploadTime)
        uploadTime = time.flatMap { Instant(rfc3339: $0) }
    }

    init(_ file: IndexFile) {
        filename = file.filename
        url = CanonicalURL.text(file.url)
        hashes = file.hashes
        requiresPython = file.requiresPython
        yanked = file.yanked.reason ?? "\(file.yanked.isYanked)"
        let digests = file.coreMetadata.hashes
        coreMetadata = digests.isEmpty ? "\(file.coreMetadata.isPresent)" : Self.text(digests)
        gpgSignature = file.gpgSignature
        size = file.size
        uploadTime = file.uploadTime
    }

    private static func lowerCased(_ hashes: [String: String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: hashes.map { ($0.lowercased(), $1.lowercased()) })
    }

    private static func text(_ digests: [String: String]) -> String {
        digests.isEmpty
            ? "true"
            : lowerCased(digests).sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
                .joined(separator: " ")
    }
}

/// Gives addresses that mean the same one text: case of scheme, host and escapes, default port,
/// characters that must or need not be escaped. `+` and `%2B`, `/` and `%2F` stay apart.
enum CanonicalURL {
    static func text(_ url: String) -> String {
        guard let address = WebAddress(url) else { return url }
        let credentials = [address.user, address.password].compactMap(\.self)
        return credentials.joined(separator: ":") + "@" + escapes(address.requestText)
    }

    private static func escapes(_ text: String) -> String {
        let pieces = text.split(separator: "%", omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(into: String(pieces[0])) { text, piece in
            let digits = piece.prefix(2)
            guard digits.count == 2, let byte = UInt8(digits, radix: 16) else {
                return text += "%25" + piece
            }
            let character = Character(Unicode.Scalar(byte))
            let isPlain =
                character.isASCII
                && (character.isLetter || character.isNumber || "._~-".contains(character))
            text += isPlain ? String(character) : "%" + digits.uppercased()
            text += piece.dropFirst(2)
        }
    }
}
