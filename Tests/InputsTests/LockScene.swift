import PythonPackaging
import TestSupport

@testable import Inputs

/// Lock files that real tools wrote, in `Tests/Locks`, and what targets want of them.
enum LockScene {
    static let folder = "\(Checkout.root)/Tests/Locks"

    static func read(_ file: String) throws -> LockFile {
        try LockFileReader.read(
            try FileTree.bytes("\(folder)/\(file)"),
            path: String(file.split(separator: "/").last ?? ""))
    }

    /// What is wrong with a lock of this text, one line each; empty where nothing is.
    static func problems(_ text: String, path: String = "some.lock") -> [String] {
        do {
            _ = try LockFileReader.read(Array(text.utf8), path: path)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    static let targets: [Target] = [
        "cp38-linux-x86_64", "cp39-windows-amd64", "cp310-macos-arm64", "cp312-linux-x86_64",
        "cp313-windows-amd64", "pp310-linux-x86_64",
    ].compactMap { try? Target(shorthand: $0) }

    /// `name==version` of all that a target wants, sorted.
    static func pins(
        _ lock: LockFile, _ target: Target?, _ choice: LockChoice
    ) throws -> [String] {
        try lock.wanted(for: target, choice).map { wanted in
            "\(wanted.package.name)==\(wanted.package.version?.description ?? "?")"
        }.sorted()
    }
}

extension LockChoice {
    static func taking(
        _ extras: [String] = [], _ groups: [String] = [], withDefaultGroups: Bool = true
    ) -> LockChoice {
        .part(
            extras: Set(extras.map(ProjectName.init(spelled:))),
            groups: Set(groups.map(ProjectName.init(spelled:))),
            withDefaultGroups: withDefaultGroups)
    }
}
