@testable import Inputs

/// Requirement files that name each other, held in memory.
struct RequirementScene {
    static let directory = "/srv/app"

    /// By location; a relative path stands in `directory`.
    var files: [String: String]
    var environment: [String: String] = [:]

    init(files: [String: String], environment: [String: String] = [:]) {
        self.environment = environment
        self.files = Dictionary(
            files.map { name, text in
                (
                    name.contains(":") || name.hasPrefix("/") ? name : "\(Self.directory)/\(name)",
                    text
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    init(_ text: String, environment: [String: String] = [:]) {
        self.init(files: ["requirements.txt": text], environment: environment)
    }

    /// - Throws: what is wrong, or that a file is missing.
    func read(_ path: String = "requirements.txt") throws -> RequirementFile {
        var reader = RequirementFileReader(
            RequirementFileReference(location: "\(Self.directory)/\(path)", path: path),
            environment: environment)
        while let wanted = reader.wanted {
            guard let text = files[wanted.location] else { throw Missing(reference: wanted) }
            reader.provide(Array(text.utf8))
        }
        return try reader.file()
    }

    struct Missing: Error {
        let reference: RequirementFileReference
    }

    /// What is wrong with `requirements.txt`, one line each; empty where nothing is.
    var problems: [String] {
        do {
            _ = try read()
            return []
        } catch let error as InvalidInput {
            return error.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }
}
