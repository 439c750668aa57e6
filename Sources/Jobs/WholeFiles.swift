internal import Cryptography
internal import MirrorStore
internal import Synchronization
internal import Transport

/// Files of which a part is wanted, and whose server may send nothing less than the whole.
///
/// Where a mirror is filled they are unfinished downloads like any other, so that none comes twice;
/// elsewhere they have no name and are gone once they were read.
final class WholeFiles: Sendable {
    private enum Home {
        case mirror(MirrorLayout, any Disk)
        case scratch([String])
    }

    private struct State {
        var arrived: [String: Receipt] = [:]
        var unused: [String: PartialFile] = [:]
        /// Paths of unfinished downloads that somebody writes to now.
        var claimed: Set<String> = []
    }

    let floor: DiskFloor?
    private let home: Home
    private let state = Mutex(State())

    init(in layout: MirrorLayout, disk: any Disk, floor: DiskFloor) {
        self.floor = floor
        home = .mirror(layout, disk)
    }

    /// Keeps nothing.
    init(environment: [String: String]) {
        floor = nil
        home = .scratch([environment["TMPDIR"], "/var/tmp", "/tmp"].compactMap(\.self))
    }

    /// - Parameter file: nil where nothing is kept.
    func place(of file: SelectedFile?, from index: IndexContext) -> WholePlace {
        WholePlace(of: file, from: index.id, in: self)
    }

    /// Takes an unfinished download for oneself; whoever comes second does without.
    func claim(_ path: String) -> Bool { state.withLock { $0.claimed.insert(path).inserted } }

    func release(_ path: String) { state.withLock { _ = $0.claimed.remove(path) } }

    /// A file without a name, for what nobody keeps.
    func scratch() throws(StoreError) -> OpenFile {
        switch home {
        case .scratch(let directories): try .scratch(in: directories)
        case .mirror(let layout, _): try .scratch(in: [layout.partial])
        }
    }

    /// What came of a download that needs no further request.
    func receipt(of partial: PartialFile) -> Receipt? {
        state.withLock { state in
            state.unused[partial.path] = nil
            return state.arrived[partial.path]
        }
    }

    /// Deletes what nobody has taken.
    func discardUnused() throws(StoreError) {
        let unused = state.withLock { state in
            defer { state = State() }
            return state.unused.values
        }
        for partial in unused { try partial.discard() }
    }

    /// - Returns: what came before, where the whole did.
    fileprivate func open(
        _ file: SelectedFile?, _ index: IndexID
    ) throws(StoreError) -> (content: WholePlace.Content, receipt: Receipt?) {
        switch home {
        case .scratch: return (.scratch(try scratch()), nil)
        case .mirror(let layout, let disk):
            guard let file else { preconditionFailure("what a mirror is filled with has a name") }
            guard claim(PartialFile.path(of: file, from: index, in: layout)) else {
                return (.scratch(try scratch()), nil)
            }
            let partial = try PartialFile(for: file, from: index, in: layout, disk: disk)
            return (.partial(partial), state.withLock { $0.arrived[partial.path] })
        }
    }

    fileprivate func release(_ content: WholePlace.Content?) {
        if case .partial(let partial)? = content { release(partial.path) }
    }

    fileprivate func hasCome(_ file: SelectedFile?, _ index: IndexID) -> Bool {
        guard case .mirror(let layout, _) = home, let file else { return false }
        let path = PartialFile.path(of: file, from: index, in: layout)
        return state.withLock { $0.arrived[path] != nil }
    }

    fileprivate func note(_ receipt: Receipt, _ content: WholePlace.Content) {
        guard case .partial(let partial) = content else { return }
        state.withLock { state in
            state.arrived[partial.path] = receipt
            state.unused[partial.path] = partial
        }
    }
}

/// Where one of them goes, once it turns out that it comes whole.
final class WholePlace: Sendable {
    enum Content: Sendable {
        case partial(PartialFile)
        case scratch(OpenFile)

        var descriptor: Int32 {
            switch self {
            case .partial(let file): file.descriptor
            case .scratch(let file): file.descriptor
            }
        }

        func read(at offset: Int64, upTo count: Int) throws(StoreError) -> [UInt8] {
            switch self {
            case .partial(let file): try file.read(at: offset, upTo: count)
            case .scratch(let file): try file.read(at: offset, upTo: count)
            }
        }
    }

    private struct State {
        var content: Content?
        /// Claimed while it is written to.
        var written: PartialFile?
        var receipt: Receipt?
        var error: StoreError?
    }

    private let file: SelectedFile?
    private let index: IndexID
    private let files: WholeFiles
    private let state = Mutex(State())

    fileprivate init(of file: SelectedFile?, from index: IndexID, in files: WholeFiles) {
        self.file = file
        self.index = index
        self.files = files
        guard files.hasCome(file, index), let known = try? files.open(file, index) else { return }
        defer { files.release(known.content) }
        state.withLock { state in
            state.content = known.content
            state.receipt = known.receipt
        }
    }

    /// Of the whole, where it has come.
    var size: Int64? { state.withLock(\.receipt?.size) }

    /// - Throws: `TransferError`, `StoreError`.
    func fetch(
        _ range: Range<Int64>, of request: Request, by client: Client, size: Int64?
    ) async throws -> PartAnswer {
        defer { release() }
        do throws(TransferError) {
            let answer = try await client.fetch(range, of: request) { self.sink(size) }
            if case .whole(let receipt) = answer { note(receipt) }
            return answer
        } catch {
            if let error = state.withLock(\.error) { throw error }
            guard case .disk(let number) = error.kind else { throw error }
            // The next run reads it from the start: nothing of it is worth the room.
            if let written = state.withLock(\.written) { try? written.discard() }
            throw StoreError(
                errno: number, operation: "write", path: file?.filename ?? "a scratch file")
        }
    }

    private func release() {
        let written = state.withLock { state in
            defer { state.written = nil }
            return state.written
        }
        if let written { files.release(written.path) }
    }

    /// - Returns: nil where the whole has not come.
    func read(at offset: Int64, count: Int) throws(StoreError) -> [UInt8]? {
        let content = state.withLock { $0.receipt == nil ? nil : $0.content }
        return try content?.read(at: offset, upTo: count)
    }

    private func note(_ receipt: Receipt) {
        let content = state.withLock { state in
            state.receipt = receipt
            return state.content
        }
        if let content { files.note(receipt, content) }
    }

    private func sink(_ size: Int64?) -> DownloadSink? {
        do {
            let content = try files.open(file, index).content
            if case .partial(let partial) = content {
                state.withLock { $0.written = partial }
                try partial.truncate()
            }
            state.withLock { $0.content = content }
            let floor = files.floor
            return DownloadSink(
                descriptor: content.descriptor, digests: DigestStream([]), expectedSize: size,
                hasRoom: { floor?.hasRoom(for: Int64($0)) ?? true },
                admits: { floor?.admits($0) ?? true })
        } catch {
            state.withLock { $0.error = error }
            return nil
        }
    }
}
