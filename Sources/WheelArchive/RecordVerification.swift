import Primitives

/// Holds each member of a wheel against what RECORD says of it.
struct RecordVerification {
    private let wheel: Wheel
    private let entries: [RecordEntry]
    /// By path, compared byte by byte; more than one where RECORD names a path again.
    private let entriesByPath: [[UInt8]: [RecordEntry]]

    init(of wheel: Wheel, entries: [RecordEntry]) {
        self.wheel = wheel
        self.entries = entries
        entriesByPath = Dictionary(grouping: entries) { Array($0.path.utf8) }
    }

    /// In the order of the archive, then of RECORD.
    func faults<Digesting: RunningDigest & ~Copyable>(
        _ digests: Digesting.Type
    ) async throws -> [RecordFault] {
        let files = wheel.members.filter { !$0.isDirectory }
        try wheel.archive.checkExpandedSize()
        var seen: Set<[UInt8]> = []
        var faults: [RecordFault] = []
        for file in files {
            let path = Array(file.name.utf8)
            guard seen.insert(path).inserted else {
                faults.append(RecordFault(code: .ambiguous, path: file.name))
                continue
            }
            guard let code = try await fault(of: file, entriesByPath[path] ?? [], digests) else {
                continue
            }
            faults.append(RecordFault(code: code, path: file.name))
        }
        let missing = entries.filter { !seen.contains(Array($0.path.utf8)) }
        return faults + missing.map { RecordFault(code: .missing, path: $0.path) }
    }

    /// RECORD cannot have its own hash, nor that of a signature over it.
    private var unhashed: [String] { ["", ".jws", ".p7s"].map { wheel.recordName + $0 } }

    private func fault<Digesting: RunningDigest & ~Copyable>(
        of file: ZipMember, _ listed: [RecordEntry], _ digests: Digesting.Type
    ) async throws -> RecordFault.Code? {
        guard listed.count <= 1 else { return .ambiguous }
        guard !unhashed.contains(where: file.isNamed) else { return nil }
        guard let entry = listed.first else { return .unlisted }
        guard case .digest(let wanted) = entry.hash else { return .unverifiable }
        guard entry.size ?? file.size == file.size else { return .sizeMismatch }
        do {
            let digest = try await digest(of: file, Digesting(wanted.algorithm))
            return digest == wanted ? nil : .digestMismatch
        } catch let error as WheelError {
            return .unreadable(error)
        }
    }

    private func digest<Digesting: RunningDigest & ~Copyable>(
        of file: ZipMember, _ digest: consuming Digesting
    ) async throws -> Digest {
        var stream = try await wheel.archive.stream(file)
        while let piece = try await stream.next() { digest.update(piece) }
        return digest.finish()
    }
}
