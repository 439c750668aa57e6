import Primitives
package import PythonPackaging

/// Gathers what the lines of requirement files say, and what is wrong with them.
struct RequirementLines {
    private(set) var requirements: [RequirementLine] = []
    private(set) var constraints: [RequirementLine] = []
    private(set) var warnings: [Problem] = []
    var problems: [Problem] = []
    private var isHashingAsked = false
    private var isHashingLeftOpen = false

    /// Hashes anywhere ask for hashes everywhere, unless `--no-require-hashes` stands somewhere.
    var requiresHashes: Bool {
        isHashingAsked
            || !isHashingLeftOpen && (requirements + constraints).contains { !$0.hashes.isEmpty }
    }

    /// - Returns: the files that the line includes.
    mutating func add(
        _ line: LogicalLine, from reference: RequirementFileReference
    ) -> [RequirementFileReference] {
        let source = SourceLine(file: reference.path, line: line.number)
        let (text, optionText) = Self.split(line.text)
        let words: OptionWords
        do throws(OptionWords.Fault) {
            words = try OptionWords(parsing: optionText)
        } catch {
            problems.append(source.problem("\(error)", suggestion: error.suggestion))
            return []
        }
        if !words.strays.isEmpty {
            warnings.append(source.problem("what follows the options is passed over"))
        }
        guard text.isEmpty else {
            addRequirement(text, words, source, isConstraint: reference.isConstraint)
            return []
        }
        return words.options.compactMap { follow($0.option, $0.value, source, reference) }
    }

    /// What stands alone, without any options.
    mutating func add(requirement text: String, _ source: SourceLine) {
        addRequirement(Excerpt.trimmed(text), OptionWords(), source, isConstraint: false)
    }

    /// Options begin at the first word that starts with a hyphen.
    private static func split(_ line: String) -> (requirement: String, options: String) {
        var isAtStart = true
        for index in line.indices {
            if isAtStart, line[index] == "-" {
                return (Excerpt.trimmed(line[..<index]), String(line[index...]))
            }
            isAtStart = line[index] == " " || line[index] == "\t"
        }
        return (line, "")
    }

    // MARK: Lines of options

    private mutating func follow(
        _ option: RequirementOption, _ value: String, _ source: SourceLine,
        _ reference: RequirementFileReference
    ) -> RequirementFileReference? {
        switch option {
        case .requirement, .constraint:
            let nested = reference.nested(
                value, isConstraint: reference.isConstraint || option == .constraint,
                mention: source)
            if nested == nil {
                problems.append(source.problem("\(option.names[0]) names no file"))
            }
            return nested
        case .editable: refuse(.editable, source)
        case .findLinks: refuse(.looseFiles, source)
        case .requireHashes: isHashingAsked = true
        case .noRequireHashes: isHashingLeftOpen = true
        case .hash:
            problems.append(
                source.problem(
                    "--hash stands without a requirement",
                    suggestion: "end each line before it with a backslash, with no comment between")
            )
        default: setAside(option, source)
        }
        return nil
    }

    private mutating func setAside(_ option: RequirementOption, _ source: SourceLine) {
        guard let reason = option.decidedElsewhere else { return }
        warnings.append(source.problem("\(option.names[0]) is set aside", suggestion: reason))
    }

    private mutating func refuse(_ kind: UnindexedRequirement, _ source: SourceLine) {
        problems.append(source.problem(kind.message, suggestion: kind.suggestion))
    }

    // MARK: Requirements

    private mutating func addRequirement(
        _ text: String, _ words: OptionWords, _ source: SourceLine, isConstraint: Bool
    ) {
        if let kind = UnindexedRequirement(text) { return refuse(kind, source) }
        let requirement: Requirement
        do {
            requirement = try Requirement(parsing: text)
        } catch {
            let shown = text.contains("://") ? "" : " `\(Excerpt.of(text))`"
            return problems.append(
                source.problem("requirement\(shown) is invalid: expected \(error.expected)"))
        }
        if requirement.url != nil { return refuse(.address(requirement.name), source) }
        if isConstraint, !requirement.extras.isEmpty {
            return problems.append(source.problem("a constraint cannot have extras"))
        }
        let line = RequirementLine(
            requirement: requirement, hashes: hashes(words, source), source: source)
        if let open = requirement.openAnswer { warnings.append(source.problem(open)) }
        if isConstraint { constraints.append(line) } else { requirements.append(line) }
    }

    private mutating func hashes(_ words: OptionWords, _ source: SourceLine) -> [Digest] {
        words.options.compactMap { option, value in
            guard option == .hash else {
                if option != .configSettings {
                    warnings.append(
                        source.problem("\(option.names[0]) behind a requirement is passed over"))
                }
                return nil
            }
            if let digest = Self.digest(value) { return digest }
            problems.append(
                source.problem(
                    "--hash wants sha256, sha384 or sha512, a colon and as many hexadecimal "
                        + "digits as that has, not \"\(Excerpt.of(value))\""))
            return nil
        }
    }

    private static func digest(_ text: String) -> Digest? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = HashAlgorithm(rawValue: String(parts[0])),
            algorithm >= .sha256
        else { return nil }
        return Digest(algorithm, hex: String(parts[1]))
    }

    // MARK: All lines together

    /// Lines that lack what hashes elsewhere ask of them (pip: "Secure installs").
    var hashProblems: [Problem] {
        guard requiresHashes else { return [] }
        let constrained = Dictionary(grouping: constraints, by: \.requirement.name)
        let told = Set(problems.map { "\($0.file):\($0.line ?? 0)" })
        return requirements.compactMap { line in
            guard !told.contains(line.source.description) else { return nil }
            let name = line.requirement.name
            let lines = [line] + (constrained[name] ?? [])
            if !lines.contains(where: \.isPinned) {
                return line.source.problem(
                    "\(name) is not pinned with ==, as hashes want", suggestion: Self.locking)
            }
            if lines.allSatisfy(\.hashes.isEmpty) {
                return line.source.problem(
                    "\(name) has no --hash, which one line asks of all",
                    suggestion: Self.locking)
            }
            return nil
        }
    }

    /// How a file gets its hashes.
    static let locking =
        "write the file with \"pip-compile --generate-hashes\" or "
        + "\"uv pip compile --generate-hashes\""
}

extension Requirement {
    /// What a person should know of a marker that asks for what no target tells.
    package var openAnswer: String? {
        let fields = marker?.unforeseeable ?? []
        return fields.isEmpty
            ? nil
            : "\(name) depends on \(fields.joined(separator: " and ")), which nobody knows "
                + "beforehand: it is taken to be wanted"
    }
}
