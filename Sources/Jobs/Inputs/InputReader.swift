package import Inputs
package import Primitives
internal import Reporting

/// Reads the requirement and lock files that people name, with all that they include.
package struct InputReader: Sendable {
    /// The content of a requirement file that stands at an http(s) address.
    package typealias Fetch = @Sendable (WebAddress) async throws(Refusal) -> [UInt8]

    private let environment: [String: String]
    private let fetch: Fetch
    private let texts = InputTexts()

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

    /// What a job's requirement file asks for: of a pyproject.toml each part that can be installed.
    /// - Parameters:
    ///   - location: an absolute path.
    ///   - path: as messages show it.
    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    package func requirementFiles(
        _ location: String, path: String
    ) async throws(Refusal) -> [RequirementFile] {
        let bytes = try read(location, as: path)
        guard Self.looksLikeLock(bytes, path) else {
            return [try await requirements(location, path: path)]
        }
        guard ProjectFileReader.describesProject(bytes, path: path) else {
            guard ProjectFileReader.isLock(bytes, path: path) else {
                throw Refusal(
                    .dataerr, "\(path) is neither a requirement file nor a pyproject.toml",
                    path: location)
            }
            throw Refusal(
                .dataerr, "\(path) is a lock file, not a requirement file",
                hints: ["name it in lock-files"], path: location)
        }
        do {
            return try ProjectFileReader.requirements(bytes, path: path)
        } catch {
            throw Refusal(.dataerr, problems: error.problems)
        }
    }

    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    package func requirements(
        _ location: String, path: String, isConstraint: Bool = false
    ) async throws(Refusal) -> RequirementFile {
        var reader = RequirementFileReader(
            RequirementFileReference(location: location, path: path, isConstraint: isConstraint),
            environment: environment)
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
        guard reference.isAddress else { return try included(reference) }
        guard let address = WebAddress(reference.location) else {
            throw Refusal(.dataerr, "\(mention)\(reference.path) is no address")
        }
        do {
            return try await fetch(address)
        } catch {
            throw Refusal(error.exitCode, "\(mention)\(error.message)", hints: error.hints)
        }
    }

    /// What cannot be read is wrong where it is included.
    private func included(
        _ reference: RequirementFileReference
    ) throws(Refusal) -> [UInt8] {
        do throws(Refusal) {
            return try read(reference.location, as: reference.path)
        } catch {
            guard let mention = reference.mention else { throw error }
            throw Refusal(
                error.exitCode,
                problems: [
                    Problem(file: mention.file, line: mention.line, message: error.message)
                ])
        }
    }

    private func read(
        _ location: String, as path: String
    ) throws(Refusal) -> [UInt8] {
        do {
            return try texts.bytes(location, limit: Self.sizeLimit)
        } catch {
            throw Refusal(
                error.isMissing ? .noinput : .dataerr,
                "could not read \(path): \(error.reason)", path: location)
        }
    }

    // MARK: - Locks

    /// A lock file, or a requirement file that pins everything.
    /// - Throws: `Refusal`: 66 for a missing file, 65 for what is wrong in one.
    package func pinned(
        _ location: String, path: String, _ choice: LockChoice
    ) async throws(Refusal) -> PinnedInput {
        let bytes = try read(location, as: path)
        guard Self.looksLikeLock(bytes, path) else {
            return .requirements(try await requirements(location, path: path))
        }
        if ProjectFileReader.describesProject(bytes, path: path) {
            throw Self.unlocked(location, path, choice)
        }
        do throws(InvalidInput) {
            let lock = try LockFileReader.read(bytes, path: path)
            return .lock(try completed(lock, location, choice), choice)
        } catch {
            throw Refusal(.dataerr, problems: error.problems)
        }
    }

    /// A project's description is no lock of it, but one may stand beside it.
    private static func unlocked(_ location: String, _ path: String, _ choice: LockChoice)
        -> Refusal
    {
        let locks = ["uv.lock", "pylock.toml"].filter { name in
            TextFile.kind(of: beside(location, name)) == .file
        }
        var hints = ["lock the project with \"uv lock\", and name uv.lock instead"]
        if !locks.isEmpty {
            hints = ["\(locks.joined(separator: " and ")) beside it can be named instead"]
        }
        if choice == .whole { hints.append("requirement-files takes it as it is") }
        return Refusal(
            .dataerr, "\(path) describes a project and pins nothing", hints: hints, path: location)
    }

    /// What a uv.lock leaves to the pyproject.toml beside it, where there is one and a part of the
    /// lock is taken.
    private func completed(
        _ lock: LockFile, _ location: String, _ choice: LockChoice
    ) throws(InvalidInput) -> LockFile {
        let name = "pyproject.toml"
        let place = Self.beside(location, name)
        guard lock.format == .uv, choice != .whole, TextFile.kind(of: place) == .file else {
            return lock
        }
        let path = Self.beside(lock.path, name)
        let passedOver = "the pyproject.toml beside it is passed over: "
        guard let bytes = try? read(place, as: path) else {
            return lock.warned(passedOver + "it cannot be read")
        }
        if let obstacle = ProjectFileReader.obstacle(bytes, path: path) {
            return lock.warned(passedOver + obstacle.description)
        }
        return lock.completed(by: try ProjectFileReader.choices(bytes, path: path))
    }

    private static func beside(_ path: String, _ name: String) -> String {
        path.lastIndex(of: "/").map { "\(path[...$0])\(name)" } ?? name
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
