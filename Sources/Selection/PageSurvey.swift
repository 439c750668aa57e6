import Primitives
import PythonPackaging
import SimpleIndex

/// A page's files as the rules see them before anybody asks for one: what no requirement could
/// select is settled here, the rest is put in order by release.
struct PageSurvey {
    /// One for each file of the page.
    private(set) var verdicts: [Verdict]
    /// As `FileDecision.version`, for each file of the page.
    private(set) var versions: [String?]
    /// Newest first.
    private(set) var releases: [Release] = []

    private let rules: SelectionRules
    private let project: ProjectName
    private let age: AgeLimit?
    private let exclusions: [Exclusion]

    init(_ page: ProjectPage, project: ProjectName, rules: SelectionRules, now: Instant) {
        self.rules = rules
        self.project = project
        age = AgeLimit(rules, now: now)
        exclusions = rules.exclude.filter { $0.name == project }
        verdicts = page.files.map { _ in Verdict(.notWanted) }
        versions = page.files.map { _ in nil }
        guard page.status != .quarantined else {
            verdicts = page.files.map { _ in Verdict(.statusQuarantined) }
            return
        }
        settleRepeats(in: page)
        group(page)
    }

    /// Of one file named twice the better known mention counts; of two files with one name, none.
    private mutating func settleRepeats(in page: ProjectPage) {
        for (_, indexes) in RepeatedFiles.indexes(in: page) {
            if RepeatedFiles.differ(indexes.map { page.files[$0] }) {
                for index in indexes { verdicts[index] = Verdict(.ambiguous) }
                continue
            }
            let best = RepeatedFiles.best(of: indexes, in: page)
            for index in indexes where index != best { verdicts[index] = Verdict(.duplicate) }
        }
    }

    private mutating func group(_ page: ProjectPage) {
        var positions: [ReleaseKey: Int] = [:]
        for (index, file) in page.files.enumerated() where verdicts[index].rule == .notWanted {
            let parsed = DistributionFilename.parse(file.filename, project: project)
            versions[index] = parsed?.versionText
            guard let (wheel, version) = self.distribution(parsed, file, index) else { continue }
            if let rule = refusal(file, version: version, isSdist: wheel == nil) {
                verdicts[index] = rule
                continue
            }
            let text = versions[index] ?? ""
            let key = version.map(ReleaseKey.version) ?? .text(text)
            let position = positions[key] ?? releases.count
            if position == releases.count {
                positions[key] = position
                releases.append(Release(version: version, versionText: text))
            }
            releases[position].candidates.append(
                Candidate(
                    index: index, filename: file.filename, wheel: wheel,
                    isYanked: file.yanked.isYanked, requiresPython: file.requiresPython,
                    isHeld: age?.holds(file) ?? false, isTooLarge: isTooLarge(file),
                    isUnlisted: file.isUnlisted))
        }
        releases.sort(by: Release.isNewer)
    }

    /// The file as a wheel or source distribution of this project; else nil, with a verdict.
    private mutating func distribution(
        _ parsed: DistributionFilename?, _ file: IndexFile, _ index: Int
    ) -> (wheel: WheelFilename?, version: Version?)? {
        guard let parsed, let owner = parsed.project else {
            verdicts[index] = Verdict(.notADistribution)
            return nil
        }
        guard owner == project else {
            verdicts[index] = Verdict(.otherProject)
            return nil
        }
        switch parsed {
        case .wheel(let wheel): return (wheel, wheel.version)
        case .sdist(let sdist): return (nil, sdist.version)
        case .other(let other) where other.kind == .sdist: return (nil, nil)
        case .other(let other) where other.kind == .wheel:
            if let wheel = Self.tags(of: file.filename) { return (wheel, nil) }
            let isVariant = WheelFilename.hasVariantLabel(file.filename)
            verdicts[index] = Verdict(isVariant ? .variant : .notADistribution)
            return nil
        case .other:
            verdicts[index] = Verdict(.unsupportedKind)
            return nil
        }
    }

    /// A wheel whose version is none, read for the sake of its tags.
    private static func tags(of filename: String) -> WheelFilename? {
        var parts = filename.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 5 else { return nil }
        parts[1] = "0"
        return try? WheelFilename(parsing: parts.joined(separator: "-"))
    }

    private func refusal(_ file: IndexFile, version: Version?, isSdist: Bool) -> Verdict? {
        let exclusion = exclusions.first { exclusion in
            exclusion.specifiers.isEmpty
                || version.map { exclusion.specifiers.contains($0, prereleases: true) } ?? false
        }
        if let exclusion { return Verdict(.excluded, text: exclusion.description) }
        return isSdist && rules.sdists == .never ? Verdict(.sdistsNever) : nil
    }

    private func isTooLarge(_ file: IndexFile) -> Bool {
        guard let size = file.size, let limit = rules.maxFileSize else { return false }
        return size > limit.bytes
    }

    /// `1.0` and `1.0.0` are one release.
    private enum ReleaseKey: Hashable {
        case version(Version)
        case text(String)
    }
}
