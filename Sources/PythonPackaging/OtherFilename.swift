/// A distribution that no installer takes any more, or a wheel or sdist whose version is none:
/// such files can be mirrored with their project but never chosen.
package struct OtherFilename: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A wheel whose file name breaks the standard.
        case wheel
        /// A source archive without a valid version.
        case sdist
        /// A binary archive for one platform (distutils' `bdist_dumb`).
        case dumb
        case egg
        /// `.exe`, `.msi` or `.dmg`.
        case installer
        case rpm
        case deb
    }

    package let kind: Kind
    package let name: ProjectName?
    /// As the file name spells it, so far as it can be told.
    package let versionText: String?

    init(kind: Kind, name: ProjectName?, versionText: String?) {
        self.kind = kind
        self.name = name
        self.versionText = versionText
    }

    /// `name-version(-build)?-python-abi-platform`
    init(wheel stem: Substring) {
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        let isWhole = parts.count >= 5
        self.init(
            kind: .wheel, name: ProjectName(String(parts[0])),
            versionText: isWhole ? String(parts[1]) : nil)
    }

    /// `name-version(-pyX.Y(-platform)?)?`
    init(egg stem: Substring) {
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        self.init(
            kind: .egg, name: ProjectName(String(parts[0])),
            versionText: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// `name-version.platform(-pyX.Y)?`
    init(installer stem: Substring, of project: ProjectName) {
        let (name, rest) = FilenameStem(stem).split(at: project)
        self.init(
            kind: .installer, name: name,
            versionText: rest.map { FilenameStem.beforePlatform($0) ?? $0 })
    }

    /// `name-version-release.architecture`
    init(rpm stem: Substring, of project: ProjectName) {
        let (name, rest) = FilenameStem(stem).split(at: project)
        self.init(
            kind: .rpm, name: name,
            versionText: rest?.split(separator: "-").first.map(String.init))
    }

    /// `name_version-revision_architecture`, often `python-name`
    init(deb stem: Substring, of project: ProjectName) {
        let parts = stem.split(separator: "_")
        let name = parts.first.flatMap { ProjectName(String($0)) }
        let isOurs =
            name.map {
                [
                    project.normalized, "python-" + project.normalized,
                    "python3-" + project.normalized,
                ].contains($0.normalized)
            } ?? false
        self.init(
            kind: .deb, name: isOurs ? project : name,
            versionText: parts.count > 1
                ? parts[1].split(separator: "-").first.map(String.init) : nil)
    }
}
