internal import Inputs
internal import Jobs
internal import PythonPackaging
internal import Reporting

/// Finds the targets that files are wanted for.
struct WarmTargets {
    let options: WarmOptions
    let surroundings: Surroundings

    private static let standardFile = "wheelbarrow.toml"
    private static let sizeLimit = 4 << 20

    /// - Parameter job: `--job`'s.
    /// - Returns: those that `--for` names, in its order; without it all that there are.
    /// - Throws: `Refusal`: 64 where none is to be found, 66 for a missing file, 78 for what is wrong
    ///   in one.
    func find(_ job: JobFile?) throws(Refusal) -> [Target] {
        let lists = try lists(job)
        guard !options.targets.isEmpty else {
            if let all = lists.map(\.targets).first(where: { !$0.isEmpty }) { return all }
            throw Refusal(
                .usage, "there is no target to fetch files for",
                hints: [
                    "name one, as in --for cp312-linux-x86_64, or write [[target]] tables into "
                        + "\(Self.standardFile); wheelbarrow warm --probe makes one of a Python"
                ])
        }
        var found: [Target] = []
        for name in options.targets where !found.contains(where: { $0.name == name }) {
            found.append(try target(name, lists))
        }
        return found
    }

    private struct List {
        let file: String
        let targets: [Target]
    }

    /// The first one that has a name serves it.
    private func lists(_ job: JobFile?) throws(Refusal) -> [List] {
        if let file = options.targetFile {
            return [List(file: file, targets: try read(file))]
        }
        var lists: [List] = []
        let standard = surroundings.absolute(Self.standardFile)
        if TextFile.kind(of: standard) == .file {
            lists.append(List(file: Self.standardFile, targets: try read(Self.standardFile)))
        }
        if let job { lists.append(List(file: job.path, targets: job.targets)) }
        return lists
    }

    private func target(_ name: String, _ lists: [List]) throws(Refusal) -> Target {
        for list in lists {
            if let target = list.targets.first(where: { $0.name == name }) { return target }
        }
        do throws(InvalidTarget) {
            return try Target(shorthand: name)
        } catch {
            let known = lists.flatMap(\.targets).map(\.name).distinct
            // Whoever wrote a shorthand meant one; a name may be anything.
            let likely =
                error.code == .shorthand
                ? Spelling.near(to: name, among: known + Self.examples)
                : Spelling.nearest(to: name, among: known + Self.examples)
            let meant = (error.nearest ?? likely).map { ["did you mean --for \($0)?"] } ?? []
            throw Refusal(
                .usage,
                "there is no target \(name)" + (error.code == .shorthand ? "" : ": \(error)"),
                hints: meant + (known.isEmpty ? [] : [Self.listing(known, lists.map(\.file))]))
        }
    }

    /// What a shorthand looks like, for somebody who has no file.
    private static let examples = Platform.presets.map { "cp312-\($0.name)" }

    private static func listing(_ names: [String], _ files: [String]) -> String {
        "\(files.joined(separator: " and ")) \(files.count == 1 ? "has" : "have") \(NameList.text(names, atMost: 8))"
            + "; a shorthand such as cp312-linux-x86_64 works without a file"
    }

    private func read(_ file: String) throws(Refusal) -> [Target] {
        let path = surroundings.absolute(file)
        do {
            return try TargetFileReader.read(
                bytes: try TextFile.bytes(path, limit: Self.sizeLimit), path: file)
        } catch let error as TextFile.Unreadable {
            throw Refusal(error.isMissing ? .noinput : .config, error.description)
        } catch let error as InvalidInput {
            throw Refusal(.config, listing: error.problems)
        } catch {
            throw Refusal(.software, "\(error)")
        }
    }
}
