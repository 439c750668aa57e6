internal import Inputs
internal import Jobs
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

/// Chooses a project's files for every target that needs it, on the page that its index offers or,
/// where locks tell all, without any.
struct ProjectChoice {
    /// One target, and what it needs of the project.
    struct Need: Sendable {
        let target: Target
        let pin: Pin
        /// What the pin says of files.
        let listing: FileListing
    }

    let needs: [Need]
    let options: WarmOptions
    /// nil where nobody has to be asked.
    let upstream: Upstream?
    let now: Instant
    private(set) var files: [WantedFile] = []
    private(set) var holes: [Hole] = []
    private(set) var failures: [Failure] = []
    private(set) var warnings: [String] = []

    init(_ needs: [Need], _ options: WarmOptions, _ upstream: Upstream?, now: Instant) {
        self.upstream = upstream
        self.needs = needs
        self.options = options
        self.now = now
    }

    /// - Parameter offer: what the indexes said; nil where nobody asked them.
    mutating func settle(_ offer: ProjectOffer?) {
        switch offer {
        case .page(let offered):
            warnings += offered.warnings
            for need in needs { choose(need, offered) }
        case nil:
            for need in needs { choose(need, nil) }
        case .absent(let asked):
            let names = asked.map(\.name).joined(separator: ", ")
            let reason =
                asked.isEmpty ? "no index may have it" : "no index has it (asked: \(names))"
            for need in needs { goWithout(need, .notFound, reason) }
            if let index = asked.last, !holes.isEmpty {
                failures.append(
                    failure(.notFound, "no index has \(project) (asked: \(names))", index))
            }
        case .failed(let failure):
            for need in needs { goWithout(need, failure.kind, failure.message) }
            for place in holes.indices { holes[place].isConsequence = failure.isConsequence }
            if holes.isEmpty {
                warnings.append("\(failure.message); locks tell where the files of \(project) are")
            } else {
                failures.append(failure)
            }
        case .stopped: break
        }
        refuseNamesakes()
    }

    /// A house, as a page, has one file of a name: none is taken that targets want with different
    /// bytes.
    private mutating func refuseNamesakes() {
        let names = Set(RepeatedFiles.namesakes(among: files.map(\.facts)))
        guard !names.isEmpty else { return }
        for file in files where names.contains(file.filename) {
            for target in file.targets {
                var hole = Hole(
                    target, (file.project, file.version), file: file.filename, .ambiguous,
                    "the lock has two files named \(file.filename), for different targets; one "
                        + "wheelhouse can hold one")
                hole.hint = IndistinctTargets.advice
                holes.append(hole)
            }
        }
        files.removeAll { names.contains($0.filename) }
    }

    private var project: String { needs.first?.pin.name.normalized ?? "" }

    /// What no index offers, locks may.
    private mutating func goWithout(_ need: Need, _ kind: FailureKind, _ reason: String) {
        if need.pin.files.contains(where: { $0.url != nil }) { return choose(need, nil) }
        holes.append(hole(need, kind, reason))
    }

    private mutating func choose(_ need: Need, _ offered: OfferedPage?) {
        let page = offered?.page ?? unoffered(need)
        if page.status == .quarantined {
            let reason = "the index has put the project in quarantine"
            return holes.append(hole(need, .noMatch, reason))
        }
        let result = FileChoice(need.target, options, now: now).choose(
            need.pin, need.listing, correcting: page, from: offered?.index.address,
            hashesCount: offered?.index.unverifiedPageHost == nil)
        if result.files.isEmpty { return noteNothing(need, result, offered) }
        for facts in result.files {
            let offer = page.files.first { $0.url == facts.url }
            var file = WantedFile(
                project: need.pin.name,
                version: DistributionFilename.parse(facts.filename, project: need.pin.name)?.version
                    ?? need.pin.version, facts: facts,
                listing: need.listing, index: offer == nil ? nil : offered?.index,
                targets: [need.target.name],
                builders: [need.target.name])
            if let offer, offered?.index.unverifiedPageHost == nil { file.claim(offer) }
            if file.index == nil, !file.isVouchedFor, let address = file.address {
                // Such a file is taken as the job says of that host, or not at all.
                file.index = upstream?.declared(at: address, for: file.project)
            }
            if let (kind, reason) = file.objectionBeforehand {
                var hole = hole(need, kind, reason, file: facts.filename)
                if kind == .noHash, file.placeInLock != nil { hole.hint = HashStanding.relocking }
                if let index = file.index {
                    failures.append(failure(kind, reason, index, facts.filename))
                } else if let address = file.address {
                    hole.hint = Self.declaring(address)
                }
                holes.append(hole)
            } else {
                files.append(file)
            }
        }
    }

    /// What there is where nobody was asked; for a key, also what a lock has without an address.
    private func unoffered(_ need: Need) -> ProjectPage {
        ProjectPage(files: options.printsKeys ? need.listing.files.map(\.facts) : [])
    }

    private static func declaring(_ address: WebAddress) -> String {
        "lock the file with its hash, or declare \(address.origin) as an [[index]] with "
            + "allow-unhashed = true in a job for --job"
    }

    private mutating func noteNothing(
        _ need: Need, _ result: FileChoice.Result, _ offered: OfferedPage?
    ) {
        let finding = offered?.findings.first { finding in
            let name = finding.file.flatMap {
                DistributionFilename.parse($0, project: need.pin.name)
            }
            return name?.version == need.pin.version
        }
        if let finding {
            holes.append(hole(need, finding.kind, finding.message, file: finding.file))
        } else if result.needsSdist {
            let reason = "no wheel fits; --allow-sdist would take the source distribution"
            holes.append(hole(need, .noMatch, reason))
        } else {
            let reason = result.unserved?.reason ?? "there is no file of the release"
            holes.append(hole(need, .noMatch, reason))
        }
    }

    private func hole(
        _ need: Need, _ kind: FailureKind, _ reason: String, file: String? = nil
    ) -> Hole {
        Hole(need.target.name, (need.pin.name, need.pin.version), file: file, kind, reason)
    }

    private func failure(
        _ kind: FailureKind, _ message: String, _ index: IndexContext, _ file: String? = nil
    ) -> Failure {
        var failure = Failure(
            kind, message, index: index, project: needs.first?.pin.name, file: file, at: now)
        // What a lock names is there or the lock is wrong: an index that lacks it is not away.
        failure.isOfDependency = true
        return failure
    }
}
