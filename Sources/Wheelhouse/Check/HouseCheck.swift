internal import Inputs
internal import Jobs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

/// `--check`: whether a wheelhouse has, for each target, a fitting file of every pin with the right
/// hash. Nothing is asked of any network.
struct HouseCheck {
    private let run: WarmRun
    private let directory: HouseDirectory
    private let records: HouseRecords

    /// - Throws: `Refusal` 66 where there is no such directory; `StoreError`.
    init(_ run: WarmRun, _ path: String) throws {
        self.run = run
        directory = HouseDirectory(run.surroundings.absolute(path), .flat)
        guard TextFile.kind(of: directory.root) == .directory else {
            throw Refusal(
                .noinput, "there is no wheelhouse \(path)",
                hints: ["fill one with: wheelbarrow warm INPUT --out \(path)"])
        }
        records = try HouseRecords(directory, all: true)
    }

    func perform(_ report: inout WarmReport) async throws {
        report.holes =
            ChoicePass(
                sets: run.sets, options: run.options, board: run.board, stop: run.stop, now: run.now
            ).ambiguities
        guard report.holes.isEmpty else { return }
        let pins = run.sets.flatMap(\.pins)
        let releases = Dictionary(grouping: pins, by: \.name)
        let algorithms = pins.reduce(into: Set<HashAlgorithm>()) {
            $0.formUnion($1.listing.algorithms)
        }
        let contents = try await HouseContents.read(directory, releases, algorithms, run.stop)
        for set in run.sets {
            let choice = FileChoice(set.target, run.options, now: run.now)
            var taken: [(pin: Pin, file: HouseContents.File)] = []
            for pin in set.pins {
                let files = contents.files[pin.name] ?? []
                let right = files.filter { objection(to: $0, pin, pin.listing) == nil }
                let result = choice.choose(pin, FileListing(), on: page(right))
                taken += right.filter { file in result.files.contains { $0.url == file.path } }
                    .map { (pin, $0) }
                if result.files.isEmpty { report.holes.append(hole(pin, choice, files, result)) }
            }
            report.holes += try PageCheck(index: HouseIndex(directory: directory))
                .holes(set.target, taken)
        }
        report.holes += try await ListCheck(
            directory: directory, records: records, targets: run.sets.map(\.target)
        ).holes(beside: contents, report.holes)
        guard report.holes.isEmpty else { return }
        let names = report.targets.joined(separator: ", ")
        let count = Set(pins.map(\.name)).count
        report.lines = ["\(directory.root): everything is there, \(count) projects for \(names)"]
    }

    /// Why no right file is there.
    private func hole(
        _ pin: Pin, _ choice: FileChoice, _ files: [HouseContents.File], _ result: FileChoice.Result
    ) -> Hole {
        let objections = files.map { objection(to: $0, pin, pin.listing) }
        let release = (pin.name, pin.version)
        // A file that would do, were it only the right one, says most.
        let fitting = choice.choose(pin, FileListing(), on: page(files)).files.first
        if let fitting, let place = files.firstIndex(where: { $0.path == fitting.url }),
            let (kind, reason) = objections[place]
        {
            return Hole(choice.target.name, release, file: fitting.filename, kind, reason)
        }
        let reason =
            if files.isEmpty {
                "no file of the release is there"
            } else if result.needsSdist {
                "no wheel that fits is there; --allow-sdist lets the source distribution count"
            } else {
                result.unserved?.reason ?? "no file of the release fits"
            }
        return Hole(choice.target.name, release, .noMatch, reason)
    }

    private func page(_ files: [HouseContents.File]) -> ProjectPage {
        ProjectPage(
            files: files.map { file in
                var facts = file.facts
                facts.url = file.path
                facts.hashes = [:]
                return facts
            })
    }

    /// What is wrong with a file's bytes, or keeps them from being proven.
    private func objection(
        to file: HouseContents.File, _ pin: Pin, _ listing: FileListing
    ) -> (FailureKind, String)? {
        if let objection = hashObjection(to: file, pin, listing) { return objection }
        let path = directory.path(file.path)
        if let size = listing.size(of: file.facts), size != file.reading.size {
            return (
                .sizeMismatch,
                "\(path) has \(file.reading.size) bytes, \(pin.sources[0]) says \(size)"
            )
        }
        return file.defect.map { (.noMatch, "\(path): \($0)") }
    }

    private func hashObjection(
        to file: HouseContents.File, _ pin: Pin, _ listing: FileListing
    ) -> (FailureKind, String)? {
        guard let sha256 = file.reading.sha256 else { return nil }
        let path = directory.path(file.path)
        if listing.tellsHashes {
            var facts = file.facts
            facts.hashes = Dictionary(
                file.reading.digests.map { ($0.algorithm.rawValue, $0.hex) },
                uniquingKeysWith: { first, _ in first })
            if listing.accepts(facts) { return nil }
            return (
                .hashMismatch,
                "\(path) has \(sha256), which \(pin.sources[0]) does not list"
            )
        }
        switch records.vouch(
            for: file.path, file.facts.filename, of: (pin.name, pin.version), sha256)
        {
        case true?: return nil
        case false?:
            return (
                .hashMismatch, "\(path) has \(sha256), which is not what the lists beside it say"
            )
        case nil:
            return (
                .noHash, "neither \(pin.sources[0]) nor a list beside it gives a hash for \(path)"
            )
        }
    }
}
