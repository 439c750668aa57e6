package import PythonPackaging

/// What building a source distribution takes, as the `[build-system]` table of its pyproject.toml
/// has it (PEP 518, PEP 517). The rest of the file is passed over.
package struct BuildSystem: Hashable, Sendable {
    /// What has to be installed before the build, all of it; a URL is left as it stands.
    package let requires: [Requirement]
    /// The object that builds, as in `hatchling.build`; nil: the one that setuptools has for
    /// projects that name none.
    package let backend: String?

    /// Where there is no such table, or no pyproject.toml at all.
    package static let setuptools = BuildSystem(
        requires: ["setuptools"].compactMap(Requirement.lenient), backend: nil)

    private init(requires: [Requirement], backend: String?) {
        self.requires = requires
        self.backend = backend
    }

    /// - Parameters:
    ///   - bytes: of pyproject.toml; nil where the source distribution has none.
    ///   - path: the file's name as messages show it.
    /// - Throws: all problems at once.
    package init(parsing bytes: [UInt8]?, path: String) throws(InvalidInput) {
        guard let bytes else {
            self = .setuptools
            return
        }
        let root = try Self.root(bytes, path)
        guard root.has("build-system") else {
            self = .setuptools
            return
        }
        let table = root.table("build-system").map {
            LockTable(members: $0.members, path: $0.path, log: $0.log, title: "[build-system]")
        }
        let requires = table.map(Self.requirements)
        let backend = table?.string("build-backend")
        if let invalid = InvalidInput(found: root.log.problems) { throw invalid }
        self.init(requires: requires ?? [], backend: backend)
    }

    private static func root(_ bytes: [UInt8], _ path: String) throws(InvalidInput) -> LockTable {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InvalidInput([Problem(file: path, message: "the file is not UTF-8 text")])
        }
        do {
            let document = try TOMLDocument(text)
            return LockTable(
                members: document.root, path: TOMLPath(),
                log: ProblemLog(file: path, lines: document.lines), title: "the file")
        } catch {
            throw InvalidInput([
                Problem(
                    file: path, line: error.line,
                    message: "not valid TOML: \(Excerpt.of(error.reason))")
            ])
        }
    }

    private static func requirements(_ table: LockTable) -> [Requirement] {
        guard table.has("requires") else {
            table.noteMissing("requires")
            return []
        }
        return table.strings("requires").enumerated().compactMap { index, text in
            do throws(InvalidRequirement) {
                return try Requirement(parsing: text)
            } catch {
                table.log.note(
                    table.path.key("requires").index(index),
                    "requirement `\(Excerpt.of(text))` is invalid: expected \(error.expected)")
                return nil
            }
        }
    }
}
