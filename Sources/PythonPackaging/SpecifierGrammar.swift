extension ByteCursor {
    /// Takes one clause of a version specifier, the longest that stands here (PEP 440).
    mutating func takeSpecifier() -> VersionSpecifier? {
        let start = position
        if let specifier = takeOperatorAndVersion() { return specifier }
        position = start
        return nil
    }

    private mutating func takeOperatorAndVersion() -> VersionSpecifier? {
        guard let `operator` = takeOperator() else { return nil }
        takeScalars(while: \.isPythonSpace)
        let start = position
        switch `operator` {
        case .arbitrary:
            takeScalars { !$0.isPythonSpace && $0 != ";" && $0 != ")" }
            let text = text(from: start)
            return VersionSpecifier(`operator`, text, version: Version(text))
        case .equal, .notEqual:
            guard let (epoch, release) = takeRelease() else { return nil }
            if take(".*") {
                let prefix = Version(epoch: epoch, release: release)
                return VersionSpecifier(
                    `operator`, text(from: start), version: prefix, isPrefixMatch: true)
            }
            let version = takeSuffixes(epoch: epoch, release: release, allowingLocal: true)
            return VersionSpecifier(`operator`, text(from: start), version: version)
        default:
            guard let version = takeVersion(allowingLocal: false),
                `operator` != .compatible || version.release.count > 1
            else { return nil }
            return VersionSpecifier(`operator`, text(from: start), version: version)
        }
    }

    mutating func takeOperator() -> VersionSpecifier.Operator? {
        // Longer operators first.
        let operators: [VersionSpecifier.Operator] = [
            .arbitrary, .equal, .compatible, .notEqual, .lessOrEqual, .greaterOrEqual, .less,
            .greater,
        ]
        return operators.first { take($0.rawValue) }
    }
}
