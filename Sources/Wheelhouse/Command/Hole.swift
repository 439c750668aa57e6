internal import PythonPackaging
package import Reporting

/// Something that a target needs and that is not to be had, or not there.
package struct Hole: Hashable, Sendable {
    /// The target's name.
    package let target: String
    /// In normal form.
    package let project: String
    package let version: String
    /// nil where no file fits.
    package let file: String?
    package let kind: FailureKind
    /// A clause for people.
    package let reason: String
    /// What to do next, where only the hole tells.
    var hint: String?
    /// Whether it only follows from a failure that is told by itself.
    package internal(set) var isConsequence = false
    /// A release without a file for its target is wrong data, whatever the kind says elsewhere.
    package var exitCode: ExitCode { kind == .notFound ? .dataerr : kind.exitCode }

    init(
        _ target: String, _ release: (name: ProjectName, version: Version), file: String? = nil,
        _ kind: FailureKind, _ reason: String
    ) {
        self.target = target
        project = release.name.normalized
        version = release.version.description
        self.file = file
        self.kind = kind
        self.reason = reason
    }

    /// `ci312: requests 2.32.3: ...`.
    package var description: String { "\(target): \(project) \(version): \(reason)" }

    package var json: JSONValue {
        .members([
            "target": .string(target), "project": .string(project), "version": .string(version),
            "file": .optional(file), "kind": .string(kind.rawValue), "reason": .string(reason),
        ])
    }
}
