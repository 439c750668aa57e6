import Inputs
import Primitives
import PythonPackaging

/// What must hold for the reading of any bytes whatever; the fuzzer and the tests both ask.
enum InputProperties {
    /// - Returns: what does not hold, nil if all does.
    static func brokenByRequirements(_ bytes: [UInt8]) -> String? {
        var reader = RequirementFileReader(
            RequirementFileReference(location: "/srv/r.txt", path: "r.txt"),
            environment: ["NAME": "six", "EMPTY": ""])
        // Whatever a file includes is the file itself under another name.
        for _ in 0..<20 where reader.wanted != nil { reader.provide(bytes) }
        let file: RequirementFile
        do {
            file = try reader.file()
        } catch {
            return brokenByProblems(error.problems)
        }
        for line in file.requirements + file.constraints {
            let text = line.requirement.description
            guard let again = try? Requirement(parsing: text), again == line.requirement else {
                return "\(text) is not read as it is written"
            }
            if line.hashes.contains(where: { !$0.algorithm.isStrong }) { return "a weak hash" }
        }
        for target in targets {
            do {
                let set = try PinnedSet([.requirements(file)], target: target)
                if let problem = brokenByPins(set, file) { return problem }
            } catch {
                if let problem = brokenByProblems(error.problems) { return problem }
            }
        }
        return brokenByWarnings(file.warnings)
    }

    /// - Returns: what does not hold, nil if all does.
    static func brokenByLock(_ bytes: [UInt8]) -> String? {
        let lock: LockFile
        do {
            lock = try LockFileReader.read(bytes, path: "x.lock")
        } catch {
            return brokenByProblems(error.problems)
        }
        for file in lock.packages.flatMap(\.files) {
            let isSafe = file.filename.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x2F && $0 != 0x5C }
            if !isSafe || file.filename.isEmpty { return "an unsafe name" }
            if file.size ?? 0 < 0 { return "a negative size" }
        }
        for target in targets.map(Optional.some) + [nil] {
            guard let whole = try? lock.wanted(for: target, .whole) else { continue }
            let choice = LockChoice.part(extras: lock.extras, groups: lock.groups)
            guard let part = try? lock.wanted(for: target, choice) else { continue }
            if !Set(part.map(\.package)).isSubset(of: whole.map(\.package)) {
                return "a part is more than the whole"
            }
        }
        return brokenByWarnings(lock.warnings)
    }

    /// - Returns: what does not hold, nil if all does.
    static func brokenByBuildSystem(_ bytes: [UInt8]) -> String? {
        do {
            let system = try BuildSystem(parsing: bytes, path: "pyproject.toml")
            for requirement in system.requires {
                guard try Requirement(parsing: requirement.description) == requirement else {
                    return "\(requirement) is not read as it is written"
                }
            }
            return nil
        } catch let error as InvalidInput {
            return brokenByProblems(error.problems)
        } catch { return "\(error)" }
    }

    private static let targets = ["cp312-linux-x86_64", "cp39-windows-amd64"].compactMap {
        try? Target(shorthand: $0)
    }

    private static func brokenByPins(_ set: PinnedSet, _ file: RequirementFile) -> String? {
        for pin in set.pins {
            let lines = file.requirements.filter { pin.sources.contains($0.source) }
            if lines.isEmpty { return "a pin that nobody asked for" }
            if lines.contains(where: { line in
                !line.requirement.specifiers.contains(pin.version, prereleases: true)
            }) {
                return "a pin that a line rules out"
            }
        }
        return nil
    }

    private static func brokenByProblems(_ problems: [Problem]) -> String? {
        if problems.isEmpty { return "a refusal without a reason" }
        if problems.count > 51 { return "too many problems" }
        return brokenByWarnings(problems)
    }

    private static func brokenByWarnings(_ warnings: [Problem]) -> String? {
        for warning in warnings {
            let text = warning.description
            if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                return "a message with control characters"
            }
            if text.utf8.count > 10_000 { return "a message that is too long" }
        }
        return nil
    }
}
