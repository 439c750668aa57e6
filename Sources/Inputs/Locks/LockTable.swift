import Primitives
import PythonPackaging

/// One table of a file that another tool writes or reads, while it is read: hands out its values and notes what is wrong.
///
/// Keys that nobody asks for are passed over: both formats grow by adding some.
struct LockTable {
    let members: [String: TOMLNode]
    let path: TOMLPath
    let log: ProblemLog

    /// As messages name it: `[[package]]`, `the lock`.
    let title: String

    func has(_ key: String) -> Bool { members[key] != nil }

    func line(of key: String? = nil) -> SourceLine {
        log.line(of: key.map(path.key) ?? path)
    }

    func note(_ key: String?, _ message: String, suggestion: String? = nil) {
        log.note(key.map(path.key) ?? path, message, suggestion: suggestion)
    }

    func noteMissing(_ key: String) {
        note(nil, "\(key) is missing in \(title)")
    }

    // MARK: Plain values

    func string(_ key: String) -> String? {
        guard let node = members[key] else { return nil }
        if case .string(let text) = node { return text }
        return refuse(key, "a string", node.kind)
    }

    func required(_ key: String) -> String? {
        if !has(key) { noteMissing(key) }
        return string(key)
    }

    func boolean(_ key: String) -> Bool? {
        guard let node = members[key] else { return nil }
        if case .boolean(let value) = node { return value }
        return refuse(key, "true or false", node.kind)
    }

    /// A number that is not negative.
    func count(_ key: String) -> Int64? {
        guard let node = members[key] else { return nil }
        guard case .integer(let value) = node else {
            return refuse(key, "a whole number", node.kind)
        }
        return value >= 0 ? Int64(value) : refuse(key, "a number from 0 on", "\(value)")
    }

    func strings(_ key: String) -> [String] {
        guard let node = members[key] else { return [] }
        guard case .array(let nodes) = node else {
            return refuse(key, "a list of strings", node.kind) ?? []
        }
        return nodes.compactMap { element in
            if case .string(let text) = element { return text }
            return refuse(key, "a list of strings", "\(element.kind) in it")
        }
    }

    // MARK: Tables

    func table(_ key: String) -> LockTable? {
        guard let node = members[key] else { return nil }
        guard case .table(let members) = node else { return refuse(key, "a table", node.kind) }
        return LockTable(
            members: members, path: path.key(key), log: log, title: "\(key) in \(title)")
    }

    func tables(_ key: String) -> [LockTable] {
        guard let node = members[key] else { return [] }
        guard case .array(let nodes) = node else {
            return refuse(key, "a list of tables", node.kind) ?? []
        }
        return nodes.enumerated().compactMap { index, element in
            guard case .table(let members) = element else {
                return refuse(key, "a list of tables", "\(element.kind) in it")
            }
            return LockTable(
                members: members, path: path.key(key).index(index), log: log,
                title: path.steps.isEmpty ? "[[\(key)]]" : "\(key) in \(title)")
        }
    }

    // MARK: Values with a form of their own

    func name(_ key: String = "name") -> ProjectName? {
        guard let text = required(key) else { return nil }
        return ProjectName(text) ?? refuse(key, "a project's name", quoted(text))
    }

    func names(_ key: String) -> [ProjectName] {
        strings(key).compactMap { text in
            ProjectName(text) ?? refuse(key, "names", quoted(text))
        }
    }

    func version(_ key: String = "version") -> Version? {
        guard let text = string(key) else { return nil }
        return Version(text) ?? refuse(key, "a version", quoted(text))
    }

    func specifiers(_ key: String) -> SpecifierSet? {
        guard let text = string(key) else { return nil }
        if let specifiers = try? SpecifierSet(parsing: text) { return specifiers }
        return refuse(key, "a version specifier such as \">=3.9\"", quoted(text))
    }

    func marker(_ key: String = "marker") -> Marker? {
        string(key).flatMap { marker($0, key) }
    }

    func markers(_ key: String) -> [Marker] {
        strings(key).compactMap { marker($0, key) }
    }

    private func marker(_ text: String, _ key: String) -> Marker? {
        guard let marker = try? Marker(parsing: text) else {
            return refuse(key, "a marker", quoted(text))
        }
        for field in marker.unforeseeable {
            log.warn(
                path.key(key),
                "a marker asks for \(field), which nobody knows beforehand: both answers count")
        }
        return marker
    }

    // MARK: Messages

    /// Notes a bad value. - Returns: always nil, for callers that return it.
    func refuse<Value>(_ key: String, _ expected: String, _ found: String) -> Value? {
        note(key, "\(key) wants \(expected), not \(found)")
        return nil
    }

    /// Hash functions that locks may name and nothing here computes.
    static let othersAlgorithms: Set<String> = [
        "blake2b", "blake2s", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128",
        "shake_256",
    ]

    /// Whether anybody knows a hash function of the name.
    static func isAlgorithm(_ name: String) -> Bool {
        HashAlgorithm(rawValue: name.lowercased()) != nil
            || othersAlgorithms.contains(name.lowercased())
    }

    func quoted(_ text: String) -> String { "\"\(Excerpt.of(text))\"" }
}
