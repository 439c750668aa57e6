/// Collects what is wrong with one file, so that a person hears of everything at once.
final class ProblemLog {
    private let file: String
    private let lines: [TOMLPath: Int]
    private var found: [Problem] = []
    private var told: Set<String> = []
    /// What a person should know, though the file can be used.
    private(set) var warnings: [Problem] = []

    init(file: String, lines: [TOMLPath: Int]) {
        self.file = file
        self.lines = lines
    }

    /// By line; what has none comes last.
    var problems: [Problem] {
        found.enumerated().sorted { left, right in
            (left.element.line ?? .max, left.offset) < (right.element.line ?? .max, right.offset)
        }.map(\.element)
    }

    /// Notes a mistake; what reads the same in the same line is told once.
    /// - Parameter path: what is to blame; where it is absent, the nearest table around it that
    ///   stands in the file gives the line.
    func note(_ path: TOMLPath, _ message: String, suggestion: String? = nil) {
        let problem = Problem(
            file: file, line: line(of: path), key: path.steps.isEmpty ? nil : "\(path)",
            message: message, suggestion: suggestion)
        if told.insert(problem.description).inserted { found.append(problem) }
    }

    /// Notes what is no mistake; the same is told once.
    func warn(_ path: TOMLPath, _ message: String) {
        guard !warnings.contains(where: { $0.message == message }) else { return }
        warnings.append(Problem(file: file, line: line(of: path), message: message))
    }

    /// Where `path` stands or, where it is absent, the nearest table around it.
    func line(of path: TOMLPath) -> SourceLine {
        SourceLine(file: file, line: line(of: path) ?? 1)
    }

    private func line(of path: TOMLPath) -> Int? {
        var path = path
        while !path.steps.isEmpty {
            if let line = lines[path] { return line }
            path = TOMLPath(path.steps.dropLast())
        }
        return nil
    }
}
