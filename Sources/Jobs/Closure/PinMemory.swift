internal import MirrorStore
internal import PythonPackaging
internal import Selection

/// The releases that a job was last resolved to as a whole, from run to run.
struct PinMemory {
    let catalog: Catalog
    let job: String

    private var key: String { "pins \(job)" }

    func kept() throws -> [ReleasePin] {
        (try catalog.setting(key) ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count == 5, let name = ProjectName(fields[0]),
                let version = Version(fields[1])
            else { return nil }
            return ReleasePin(
                ReleaseID(name, version), target: fields[2].isEmpty ? nil : fields[2],
                isYanked: fields[3] == "yanked", reason: fields[4])
        }
    }

    func keep(_ pins: [ReleasePin]) async throws {
        let lines = pins.map { pin in
            [
                pin.release.name.normalized, pin.release.version.description, pin.target ?? "",
                pin.isYanked ? "yanked" : "", pin.reason,
            ].joined(separator: "\t")
        }
        let text = lines.joined(separator: "\n")
        if try catalog.setting(key) != text { try await catalog.set([key: text]) }
    }
}
