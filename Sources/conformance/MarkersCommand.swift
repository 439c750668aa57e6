import ArgumentParser
import FoundationEssentials
import PythonPackaging

/// `markers.tsv`: a marker, an environment, and what it says there.
struct MarkersCommand: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "markers", abstract: "Markers: what they say in an environment.")
    static let given = ["marker", "context", "environment"]
    static let expected = ["result"]

    static func reading(of row: FactRow) throws -> [String] {
        guard let marker = try? Marker(parsing: row["marker"]) else { return ["invalid"] }
        let values = try JSONDecoder().decode(
            [String: FieldValue].self, from: Data(row["environment"].utf8))
        let environment = environment(values, context: row["context"])
        guard let result = try? marker.evaluate(environment) else { return ["error"] }
        return [String(result)]
    }

    /// A field of the environment, as the table writes it.
    private enum FieldValue: Decodable {
        case text(String)
        case names([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let names = try? container.decode([String].self) {
                self = .names(names)
            } else {
                self = .text(container.decodeNil() ? "" : try container.decode(String.self))
            }
        }
    }

    /// The context decides which fields have a value although the table gives none.
    private static func environment(
        _ values: [String: FieldValue], context: String
    ) -> MarkerEnvironment {
        var environment = MarkerEnvironment()
        switch context {
        case "metadata": environment[.extra] = ""
        case "lock_file":
            environment[set: .extras] = []
            environment[set: .dependencyGroups] = []
        default: break
        }
        for (name, value) in values {
            guard let variable = MarkerVariable(rawValue: name) else { continue }
            switch value {
            case .text(let text): environment[variable] = text
            case .names(let names): environment[set: variable] = Set(names)
            }
        }
        return environment
    }
}
