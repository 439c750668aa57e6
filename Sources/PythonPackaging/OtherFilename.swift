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

    /// A wheel or an egg: `name-version-…`, without a hyphen in the two, as a rule.
    init(_ kind: Kind, _ stem: Substring, of project: ProjectName) {
        let whole = FilenameStem(stem)
        if let rest = whole.rest(after: project) {
            self.init(kind: kind, name: project, versionText: Self.first(of: rest))
        } else {
            let rest = stem.drop { $0 != "-" }.dropFirst()
            self.init(
                kind: kind, name: whole.nameBeforeFirstHyphen, versionText: Self.first(of: rest))
        }
    }

    /// `name-version.platform(-pyX.Y)?`
    init(installer stem: Substring, of project: ProjectName) {
        let (name, rest) = FilenameStem(stem).split(after: project)
        self.init(
            kind: .installer, name: name,
            versionText: rest.map { FilenameStem.beforePlatform($0) ?? String($0) })
    }

    /// `name-version-release.architecture`
    init(rpm stem: Substring, of project: ProjectName) {
        let (name, rest) = FilenameStem(stem).split(after: project)
        self.init(kind: .rpm, name: name, versionText: rest.flatMap(Self.first))
    }

    /// `name_version-revision_architecture`; Debian puts `python3-` before the name.
    init(deb stem: Substring, of project: ProjectName) {
        let parts = stem.split(separator: "_")
        let name = parts.first.flatMap { ProjectName(String($0)) }
        let prefixes = ["", "python-", "python3-"]
        let isOurs = prefixes.contains { $0 + project.normalized == name?.normalized }
        self.init(
            kind: .deb, name: isOurs ? project : name,
            versionText: parts.count > 1 ? Self.first(of: parts[1]) : nil)
    }

    private static func first(of text: Substring) -> String? {
        let part = text.prefix { $0 != "-" }
        return part.isEmpty ? nil : String(part)
    }
}
