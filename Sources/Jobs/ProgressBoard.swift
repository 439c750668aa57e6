internal import Synchronization
package import Transport

/// What a run is doing right now; the run writes, a terminal reads whenever it likes.
package final class ProgressBoard: Sendable {
    package struct Snapshot: Sendable {
        package var phase = Phase.starting
        /// Project pages in the page phase, files in the download phase. While dependencies are
        /// resolved nobody knows it: then `done` counts pages and metadata that were read.
        package var total = 0
        package var done = 0
        package var failed = 0
        package var totalBytes: Int64 = 0
        package var doneBytes: Int64 = 0
        /// Downloads in flight, oldest first.
        package var inFlight: [Item] = []
    }

    package struct Item: Sendable {
        package let name: String
        package let bytes: Int64
        /// nil where the index does not tell.
        package let size: Int64?
    }

    package enum Phase: String, Sendable {
        case starting, waiting, resolving, pages, files, publishing, finished
    }

    /// A download that has begun and not ended.
    package struct Flight: Sendable {
        package let name: String
        package let size: Int64?
        package let progress = DownloadProgress()
    }

    private struct State {
        var shown = Snapshot()
        var flights: [Flight] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var snapshot: Snapshot {
        state.withLock { state in
            var shown = state.shown
            shown.inFlight = state.flights.map {
                Item(name: $0.name, bytes: $0.progress.received, size: $0.size)
            }
            shown.doneBytes += shown.inFlight.reduce(0) { $0 + $1.bytes }
            return shown
        }
    }

    package func begin(_ phase: Phase, total: Int = 0, bytes: Int64 = 0) {
        state.withLock { state in
            state = State()
            state.shown.phase = phase
            state.shown.total = total
            state.shown.totalBytes = bytes
        }
    }

    package func finish(failed: Bool) {
        state.withLock { state in
            state.shown.done += 1
            if failed { state.shown.failed += 1 }
        }
    }

    package func start(_ name: String, size: Int64?) -> Flight {
        let flight = Flight(name: name, size: size)
        state.withLock { $0.flights.append(flight) }
        return flight
    }

    package func end(_ flight: Flight, failed: Bool) {
        state.withLock { state in
            state.flights.removeAll { $0.progress === flight.progress }
            state.shown.doneBytes += flight.progress.received
            state.shown.done += 1
            if failed { state.shown.failed += 1 }
        }
    }
}
