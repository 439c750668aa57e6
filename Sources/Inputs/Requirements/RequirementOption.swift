/// The options that pip knows in requirement files (pip: "Requirements File Format", "Supported
/// options").
enum RequirementOption: CaseIterable {
    case indexURL, extraIndexURL, noIndex, constraint, requirement, editable, findLinks
    case noBinary, onlyBinary, preferBinary, requireHashes, noRequireHashes, pre, allReleases
    case onlyFinal, trustedHost, useFeature, hash, configSettings

    /// The usual spelling comes first.
    var names: [String] {
        switch self {
        case .indexURL: ["--index-url", "-i", "--pypi-url"]
        case .extraIndexURL: ["--extra-index-url"]
        case .noIndex: ["--no-index"]
        case .constraint: ["--constraint", "-c"]
        case .requirement: ["--requirement", "-r"]
        case .editable: ["--editable", "-e"]
        case .findLinks: ["--find-links", "-f"]
        case .noBinary: ["--no-binary"]
        case .onlyBinary: ["--only-binary"]
        case .preferBinary: ["--prefer-binary"]
        case .requireHashes: ["--require-hashes"]
        case .noRequireHashes: ["--no-require-hashes"]
        case .pre: ["--pre"]
        case .allReleases: ["--all-releases"]
        case .onlyFinal: ["--only-final"]
        case .trustedHost: ["--trusted-host"]
        case .useFeature: ["--use-feature"]
        case .hash: ["--hash"]
        case .configSettings: ["--config-settings", "-C", "--config-setting"]
        }
    }

    var takesValue: Bool {
        switch self {
        case .noIndex, .preferBinary, .requireHashes, .noRequireHashes, .pre: false
        default: true
        }
    }

    /// Who decides instead; nil where the option is not one that somebody else decides.
    var decidedElsewhere: String? {
        switch self {
        case .indexURL, .extraIndexURL, .noIndex, .trustedHost:
            "indexes are named in a job file or in pip's settings"
        case .noBinary, .onlyBinary, .preferBinary, .pre, .allReleases, .onlyFinal:
            "which files count is said in a job's [select]"
        default: nil
        }
    }

    /// A spelling in full, or the beginning of exactly one option's long name.
    static func named(_ name: String) -> RequirementOption? {
        if let exact = allCases.first(where: { $0.names.contains(name) }) { return exact }
        guard name.hasPrefix("--"), name.count > 2 else { return nil }
        let close = allCases.filter { $0.names.contains { $0.hasPrefix(name) } }
        return close.count == 1 ? close[0] : nil
    }
}
