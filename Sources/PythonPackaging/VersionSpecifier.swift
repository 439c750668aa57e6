/// One clause of a version specifier: an operator and a version, `>=1.2` or `==1.*`.
package struct VersionSpecifier: Sendable, CustomStringConvertible {
    package enum Operator: String, Sendable {
        case arbitrary = "==="
        case equal = "=="
        case notEqual = "!="
        case compatible = "~="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }

    package let `operator`: Operator
    /// The version as written, `.*` included.
    package let versionText: String
    /// What stands before `.*` in a prefix match; nil only under `===` with text that is no
    /// version.
    package let version: Version?
    /// Whether the clause ends in `.*`.
    package let isPrefixMatch: Bool

    /// - Throws: when `text` is not exactly one clause, white space around it aside.
    package init(parsing text: String) throws(InvalidSpecifier) {
        var cursor = ByteCursor(text.stripped)
        guard let specifier = cursor.takeSpecifier(), cursor.isAtEnd else {
            throw InvalidSpecifier(text: text)
        }
        self = specifier
    }

    init(
        _ operator: Operator, _ versionText: String, version: Version?, isPrefixMatch: Bool = false
    ) {
        self.operator = `operator`
        self.versionText = versionText
        self.version = version
        self.isPrefixMatch = isPrefixMatch
    }

    package var description: String { `operator`.rawValue + versionText }

    /// Whether the clause itself asks for pre-releases, as `>=1.0a1` does and `!=1.0a1` does not.
    package var mentionsPrerelease: Bool {
        guard `operator` != .notEqual, !isPrefixMatch else { return false }
        return version?.isPrerelease ?? false
    }

    /// Whether the candidate satisfies the clause, pre-release or not.
    package func matches(_ candidate: Version) -> Bool {
        guard `operator` != .arbitrary, let version else {
            return matches(text: candidate.description)
        }
        switch `operator` {
        case .equal: return isEqual(candidate, version)
        case .notEqual: return !isEqual(candidate, version)
        case .compatible:
            return candidate >= version && candidate.epoch == version.epoch
                && candidate.releaseStarts(with: version.release.dropLast())
        case .greaterOrEqual: return candidate >= version
        case .lessOrEqual:
            return candidate <= version || candidate.isSamePublicVersion(as: version)
        case .greater: return isBeyond(candidate, version)
        case .less: return isBefore(candidate, version)
        case .arbitrary: return false
        }
    }

    /// `===`: the same text, ASCII case aside.
    package func matches(text: String) -> Bool {
        `operator` == .arbitrary && text.lowercased() == versionText.lowercased()
    }

    private func isEqual(_ candidate: Version, _ version: Version) -> Bool {
        if isPrefixMatch {
            return candidate.epoch == version.epoch
                && candidate.releaseStarts(with: version.release[...])
        }
        return version.local.isEmpty
            ? candidate.isSamePublicVersion(as: version) : candidate == version
    }

    /// `>V` leaves out V's local versions and, unless V is one, V's post-releases.
    private func isBeyond(_ candidate: Version, _ version: Version) -> Bool {
        guard candidate > version else { return false }
        if version.dev != nil || version.post != nil {
            return !candidate.isSamePublicVersion(as: version)
        }
        return candidate.pre != version.pre || !candidate.isSameRelease(as: version)
    }

    /// `<V` leaves out V's pre-releases, unless V is one.
    private func isBefore(_ candidate: Version, _ version: Version) -> Bool {
        guard candidate < version else { return false }
        if version.isPrerelease || !candidate.isPrerelease { return true }
        let earliest = Version(
            epoch: version.epoch, release: version.release, post: version.post, dev: 0)
        return candidate < earliest
    }
}

extension VersionSpecifier: Hashable {
    /// Spellings of one version are equal, `==1.0` and `==1.0.0`; only `~=` counts the zeros.
    package static func == (left: Self, right: Self) -> Bool {
        guard left.operator == right.operator, left.isPrefixMatch == right.isPrefixMatch else {
            return false
        }
        if left.isTextual { return left.versionText == right.versionText }
        return left.version == right.version
            && (left.operator != .compatible
                || left.version?.release.count == right.version?.release.count)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(`operator`)
        if isTextual {
            hasher.combine(versionText)
        } else {
            hasher.combine(version)
        }
    }

    private var isTextual: Bool { `operator` == .arbitrary || isPrefixMatch }
}
