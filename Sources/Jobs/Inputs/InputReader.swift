package import Inputs
package import Primitives
internal import Reporting

/// Reads the requirement and lock files that people name, with all that they include.
package struct InputReader: Sendable {
    /// The content of a requirement file that stands at an http(s) address.
    package typealias Fetch = @Sendable (WebAddress) async throws(Refusal) -> [UInt8]

    private let environment: [String: String]
    private let fetch: Fetch

    /// Beyond this nobody wrote a list of requirements.
    private static let sizeLimit = 64 << 20
    /// Files that one may include, one after the other.
    private static let fileLimit = 500

    package init(environment: [String: String], fetch: @escaping Fetch) {
        self.environment = environment
        self.fetch = fetch
    }

    /// For verbs that use no network: what stands elsewhere is passed over.
    static func local(_ surroundings: Surroundings) -> InputReader {
        InputReader(environment: surroundings.environment) { _ in [] }
    }

    // MARK: - Requirement files

    /// - Parameters:
    ///   - location: an absolute path.
    ///   - path: as messages show it.
    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    package func requirements(
        _ location: String, path: String, isConstraint: Bool = false
    ) async throws(Refusal) -> RequirementFile {
        var reader = RequirementFileReader(
            RequirementFileReference(location: location, path: path, isConstraint: isConstraint),
            environment: environment)
        if !isConstraint, path.hasSuffix(".toml") || path.hasSuffix(".lock"),
            Self.looksLikeLock(try Self.read(location, as: path), path)
        {
            throw Refusal(
                .dataerr, "\(path) is a lock file, not a requirement file",
                hints: ["name it in lock-files"])
        }
        var count = 0
        while let wanted = reader.wanted {
            count += 1
            guard count <= Self.fileLimit else {
                throw Refusal(.dataerr, "\(path) includes more than \(Self.fileLimit) files")
            }
            reader.provide(try await content(of: wanted))
        }
        do {
            return try reader.file()
        } catch {
            throw Refusal(.dataerr, problems: error.problems)
        }
    }

    private func content(
        of reference: RequirementFileReference
    ) async throws(Refusal) -> [UInt8] {
        let mention = reference.mention.map { "\($0): " } ?? ""
        guard reference.isAddress else {
            return try Self.read(reference.location, as: reference.path, mention: mention)
        }
        guard let address = WebAddress(reference.location) else {
            throw Refusal(.dataerr, "\(mention)\(reference.path) is no address")
        }
        do {
            return try await fetch(address)
        } catch {
            throw Refusal(error.exitCode, "\(mention)\(error.message)", hints: error.hints)
        }
    }

    private static func read(
        _ location: String, as path: String, mention: String = ""
    ) throws(Refusal) -> [UInt8] {
        do {
            return try TextFile.bytes(location, limit: sizeLimit)
        } catch {
            throw Refusal(
                error.isMissing ? .noinput : .dataerr,
                "\(mention)could not read \(path): \(error.reason)", path: location)
        }
    }

    // MARK: - Locks

    /// A lock file, or a requirement file that pins everything.
    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    package func pinned(
        _ location: String, path: String, _ choice: LockChoice
    ) async throws(Refusal) -> PinnedInput {
        let bytes = try Self.read(location, as: path)
        guard Self.looksLikeLock(bytes, path) else {
            return .requirements(try await requirements(location, path: path))
        }
        do {
            return .lock(try LockFileReader.read(bytes, path: path), choice)
        } catch {
            throw Refusal(.dataerr, problems: error.problems)
        }
    }

    /// Told by the name or, where that says nothing, by the first line that is no comment: TOML has
    /// a key or a table there, and JSON, which some tools' locks are, a brace.
    package static func looksLikeLock(_ bytes: [UInt8], _ path: String) -> Bool {
        if path.hasSuffix(".toml") { return true }
        if path.hasSuffix(".txt") || path.hasSuffix(".in") { return false }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let first = lines.lazy.map { String(decoding: $0, as: UTF8.self) }
            .map { $0.drop(while: \.isWhitespace) }
            .first { !$0.isEmpty && !$0.hasPrefix("#") }
        guard let first else { return path.hasSuffix(".lock") }
        if first.hasPrefix("[") || first.hasPrefix("{") { return true }
        let key = first.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        let rest = first.dropFirst(key.count).drop(while: \.isWhitespace)
        return !key.isEmpty && rest.hasPrefix("=") && !rest.hasPrefix("==")
    }
}
