/// A version as the version specifiers standard (PEP 440) defines it; `1.0` and `1.0.0` are equal.
package struct Version: Sendable, CustomStringConvertible {
    /// `1.0a2`: the phase and its number.
    package struct Prerelease: Hashable, Sendable, CustomStringConvertible {
        package enum Phase: String, Sendable {
            case alpha = "a"
            case beta = "b"
            case candidate = "rc"
        }

        package let phase: Phase
        package let number: VersionNumber

        package var description: String { phase.rawValue + number.description }
    }

    /// A part of a local version (`+cu118.1`): digits alone are a number.
    package enum LocalSegment: Hashable, Sendable, CustomStringConvertible {
        case text(String)
        case number(VersionNumber)

        package var description: String {
            switch self {
            case .text(let text): text
            case .number(let number): number.description
            }
        }
    }

    package let epoch: VersionNumber
    /// At least one number, trailing zeros as written.
    package let release: [VersionNumber]
    package let pre: Prerelease?
    package let post: VersionNumber?
    package let dev: VersionNumber?
    /// Empty where the version has no local part.
    package let local: [LocalSegment]

    /// Reads any spelling the standard allows, white space around it included.
    ///
    /// - Returns: nil when `text` is no version.
    package init?(_ text: String) {
        self.init(unpadded: text.stripped)
    }

    init?(unpadded text: some StringProtocol) {
        var cursor = ByteCursor(text)
        guard let version = cursor.takeVersion(), cursor.isAtEnd else { return nil }
        self = version
    }

    init(
        epoch: VersionNumber, release: [VersionNumber], pre: Prerelease? = nil,
        post: VersionNumber? = nil, dev: VersionNumber? = nil, local: [LocalSegment] = []
    ) {
        self.epoch = epoch
        self.release = release
        self.pre = pre
        self.post = post
        self.dev = dev
        self.local = local
    }

    /// A pre-release or a development release.
    package var isPrerelease: Bool { pre != nil || dev != nil }

    package var isPostrelease: Bool { post != nil }

    /// Without the local part.
    package var publicVersion: Version {
        Version(epoch: epoch, release: release, pre: pre, post: post, dev: dev)
    }

    /// The normal form.
    package var description: String { spelled(release: release[...]) }

    /// The normal form without the release's trailing zeros: equal versions have equal text.
    package var canonicalStripped: String { spelled(release: trimmedRelease(keeping: 1)) }

    /// The local part in its normal form; nil where there is none.
    package var localText: String? {
        local.isEmpty ? nil : local.map(\.description).joined(separator: ".")
    }

    func trimmedRelease(keeping minimum: Int = 0) -> ArraySlice<VersionNumber> {
        var end = release.count
        while end > minimum, release[end - 1] == 0 { end -= 1 }
        return release[..<end]
    }

    private func spelled(release: ArraySlice<VersionNumber>) -> String {
        var text = epoch == 0 ? "" : "\(epoch)!"
        text += release.map(\.description).joined(separator: ".")
        if let pre { text += pre.description }
        if let post { text += ".post\(post)" }
        if let dev { text += ".dev\(dev)" }
        if let localText { text += "+\(localText)" }
        return text
    }
}
