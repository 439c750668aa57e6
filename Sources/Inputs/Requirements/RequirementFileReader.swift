/// Reads requirement files as pip does (pip: "Requirements File Format"), one after the other: the
/// caller opens what is wanted and hands it in, until nothing is.
package struct RequirementFileReader {
    private let environment: [String: String]
    private let path: String
    private var pending: [RequirementFileReference]
    private var seen: Set<Seen>
    private var gathered = RequirementLines()

    private struct Seen: Hashable {
        let location: String
        let isConstraint: Bool
    }

    /// - Parameter environment: what `${VAR}` stands for; where it is unset, the text stays.
    package init(_ root: RequirementFileReference, environment: [String: String]) {
        self.environment = environment
        path = root.path
        pending = [root]
        seen = [Seen(location: root.location, isConstraint: root.isConstraint)]
    }

    /// The file to open next; nil when all are read.
    package var wanted: RequirementFileReference? { pending.first }

    /// - Parameter bytes: the content of the file that is wanted.
    package mutating func provide(_ bytes: [UInt8]) {
        guard !pending.isEmpty else { return }
        let reference = pending.removeFirst()
        let text: String
        do {
            text = try RequirementText.decode(bytes)
        } catch {
            gathered.problems.append(
                Problem(
                    file: reference.path, line: error.line, message: "\(error)",
                    suggestion: "save it as UTF-8"))
            return
        }
        var nested: [RequirementFileReference] = []
        for line in LogicalLine.lines(of: text, environment: environment) {
            nested += gathered.add(line, from: reference)
        }
        follow(nested)
    }

    /// What was read.
    /// - Throws: everything that is wrong with the files.
    package func file() throws(InvalidInput) -> RequirementFile {
        let problems = gathered.problems + gathered.hashProblems
        if let invalid = InvalidInput(found: problems) { throw invalid }
        return RequirementFile(
            path: path, requirements: gathered.requirements, constraints: gathered.constraints,
            requiresHashes: gathered.requiresHashes, warnings: gathered.warnings)
    }

    /// What a file includes comes before what stands after it elsewhere.
    private mutating func follow(_ nested: [RequirementFileReference]) {
        var next: [RequirementFileReference] = []
        for reference in nested {
            if reference.isRecursive {
                gathered.problems +=
                    reference.mention.map {
                        [$0.problem("\(reference.path) includes itself")]
                    } ?? []
            } else if seen.insert(
                Seen(location: reference.location, isConstraint: reference.isConstraint)
            ).inserted {
                next.append(reference)
            }
        }
        pending = next + pending
    }
}
