package import PythonPackaging
package import Selection

/// What a person wrote in a job file, checked, with defaults filled in and paths made absolute.
package struct JobFile: Hashable, Sendable {
    /// As it is shown in messages.
    package let path: String
    /// Where the file stands, links resolved; set by whoever found it.
    package var origin = ""
    /// Identifies the job among those that feed one mirror.
    package let name: String
    /// The mirror's directory, absolute.
    package let mirror: String
    /// In order of priority; at least one.
    package var indexes: [IndexSettings]
    package let select: SelectionRules
    /// `[select] requirement-files` and `lock-files`: what they ask for is selected as well.
    package let requirementFiles: [NamedFile]
    package let lockFiles: [NamedFile]
    /// Whether everything that the required releases depend on is selected as well.
    package let followsDependencies: Bool
    package let tls: TLSSettings
    package let download: DownloadSettings
    package let publish: PublishSettings
    package let report: ReportSettings

    package var targets: [Target] { select.targets }
}

/// A file that a job names beside itself.
package struct NamedFile: Hashable, Sendable {
    /// Absolute.
    package let location: String
    /// As messages show it.
    package let path: String
}

extension JobFile {
    /// What holds where no job file is named: the index that this machine is set up to use, and
    /// defaults.
    /// - Parameter name: as messages show it.
    package static func standard(_ name: String) -> JobFile {
        JobFile(
            path: name, name: name, mirror: "", indexes: [IndexTable.standard],
            select: SelectionRules(), requirementFiles: [], lockFiles: [],
            followsDependencies: false, tls: TLSSettings(), download: DownloadSettings(),
            publish: PublishSettings(), report: ReportSettings())
    }
}
