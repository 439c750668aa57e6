import Synchronization

/// A scriptable HTTP/1.1 server on 127.0.0.1 that records what it was asked.
///
/// Paths without a script are answered with 404. Scripts can be swapped while it runs; it stops
/// when the value goes.
package final class LoopbackIndex: Sendable {
    package let port: UInt16
    private let listener: Socket
    private let desk = ScriptDesk()

    package init() throws {
        (listener, port) = try Socket.listening()
        startThread { [listener, desk] in
            while let peer = listener.accept() {
                let number = desk.admit(peer)
                startThread { HTTPConnection(peer, number, desk).serve() }
            }
        }
    }

    deinit { stop() }

    /// `http://127.0.0.1:<port>`, without a trailing slash.
    package var origin: String { "http://127.0.0.1:\(port)" }

    package func url(_ path: String) -> String { origin + path }

    /// Answers requests for exactly that target (path and query).
    package func set(_ target: String, _ script: Script) { set(target, [script]) }

    /// Answers with one after another; the last one stays.
    package func set(_ target: String, _ scripts: [Script]) {
        desk.state.withLock { $0.scripts[target] = scripts }
    }

    /// Answers with a failure status so many times, then with the script.
    package func set(_ target: String, failing times: Int, status: Int, then script: Script) {
        set(target, Array(repeating: .failure(status), count: times) + [script])
    }

    package func remove(_ target: String) {
        desk.state.withLock { $0.scripts[target] = nil }
    }

    /// Asked before the table; nil leaves the request to it.
    package func respond(_ handler: @escaping @Sendable (RecordedRequest) -> Script?) {
        desk.state.withLock { $0.handler = handler }
    }

    /// All requests so far, in the order of arrival.
    package var requests: [RecordedRequest] { desk.state.withLock { $0.requests } }

    /// Requests for one target.
    package func requests(for target: String) -> [RecordedRequest] {
        requests.filter { $0.target == target }
    }

    package func forgetRequests() { desk.state.withLock { $0.requests = [] } }

    /// Connections accepted so far.
    package var connectionCount: Int { desk.state.withLock { $0.connectionCount } }

    /// The most requests that were in hand at one time.
    package var peakConcurrency: Int { desk.state.withLock { $0.peak } }

    /// Refuses further connections and ends those that are open.
    package func stop() {
        listener.shutDown()
        let peers = desk.state.withLock { state in
            state.isStopped = true
            defer { state.peers = [:] }
            return state.peers
        }
        for peer in peers.values { peer.shutDown() }
    }
}

/// What the server's threads share: the scripts to answer with and the record of requests.
final class ScriptDesk: Sendable {
    /// Guarded by one lock.
    struct State {
        var scripts: [String: [Script]] = [:]
        var handler: (@Sendable (RecordedRequest) -> Script?)?
        var requests: [RecordedRequest] = []
        var peers: [Int: Socket] = [:]
        var connectionCount = 0
        var inHand = 0
        var peak = 0
        var isStopped = false
    }

    let state = Mutex(State())

    func admit(_ peer: Socket) -> Int {
        let (number, isStopped) = state.withLock { state in
            let number = state.connectionCount
            state.connectionCount += 1
            state.peers[number] = peer
            return (number, state.isStopped)
        }
        if isStopped { peer.shutDown() }
        return number
    }

    func dismiss(_ number: Int) { state.withLock { $0.peers[number] = nil } }

    /// Records the request and picks what to answer.
    func script(for request: RecordedRequest) -> Script {
        let handler = state.withLock { state in
            state.requests.append(request)
            state.inHand += 1
            state.peak = max(state.peak, state.inHand)
            return state.handler
        }
        return handler?(request) ?? next(request.target) ?? .failure(404)
    }

    func finished() { state.withLock { $0.inHand -= 1 } }

    private func next(_ target: String) -> Script? {
        state.withLock { state in
            guard let scripts = state.scripts[target], let first = scripts.first else { return nil }
            if scripts.count > 1 { state.scripts[target] = Array(scripts.dropFirst()) }
            return first
        }
    }
}
