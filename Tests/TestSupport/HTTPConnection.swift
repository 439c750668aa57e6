/// One connection of a loopback server, served by a thread of its own.
struct HTTPConnection {
    private let peer: Socket
    private let number: Int
    private let desk: ScriptDesk
    private var reader: RequestReader

    init(_ peer: Socket, _ number: Int, _ desk: ScriptDesk) {
        self.peer = peer
        self.number = number
        self.desk = desk
        reader = RequestReader(peer, connection: number)
    }

    func serve() {
        var reader = reader
        while let request = reader.next() {
            let script = desk.script(for: request).resolved(for: request)
            let isReusable = deliver(script, to: request)
            desk.finished()
            guard isReusable, request["connection"]?.lowercased() != "close" else { break }
        }
        desk.dismiss(number)
        peer.shutDown()
        peer.close()
    }

    /// - Returns: whether the connection can take another request.
    private func deliver(_ script: Script, to request: RecordedRequest) -> Bool {
        switch script.behaviour {
        case .close: return false
        case .silent:
            peer.waitForEnd()
            return false
        case .raw(let bytes):
            peer.write(bytes)
            return false
        case .held(let gate):
            gate.wait(orEndOf: peer)
        case .normal, .truncate, .reset, .stall, .slow: break
        }
        guard peer.write(head(of: script)) else { return false }
        guard request.method != "HEAD", script.status != 304, script.status != 204 else {
            return true
        }
        return deliverBody(script) && script.framing != .untilClose
    }

    private func deliverBody(_ script: Script) -> Bool {
        switch script.behaviour {
        case .truncate(let count):
            write(script.body.prefix(count), script.framing)
            return false
        case .reset(let count):
            write(script.body.prefix(count), script.framing)
            // What is still in the send buffer would be lost with the reset.
            peer.pause(milliseconds: 50)
            peer.reset()
            return false
        case .stall(let count):
            write(script.body.prefix(count), script.framing)
            peer.waitForEnd()
            return false
        case .slow(let bytesPerSecond):
            return writeSlowly(script, bytesPerSecond)
        case .normal, .held, .close, .silent, .raw:
            return write(script.body, script.framing) && finish(script.framing)
        }
    }

    private func writeSlowly(_ script: Script, _ bytesPerSecond: Int) -> Bool {
        let piece = max(1, bytesPerSecond / 20)
        var rest = script.body[...]
        while !rest.isEmpty {
            guard write(rest.prefix(piece), script.framing) else { return false }
            rest = rest.dropFirst(piece)
            peer.pause(milliseconds: 50)
        }
        return finish(script.framing)
    }

    @discardableResult
    private func write(_ bytes: some Collection<UInt8>, _ framing: Script.Framing) -> Bool {
        guard framing == .chunked else { return peer.write(bytes) }
        guard !bytes.isEmpty else { return true }
        let size = String(bytes.count, radix: 16)
        return peer.write(Array("\(size)\r\n".utf8) + Array(bytes) + Array("\r\n".utf8))
    }

    private func finish(_ framing: Script.Framing) -> Bool {
        framing == .chunked ? peer.write(Array("0\r\n\r\n".utf8)) : true
    }

    private func head(of script: Script) -> [UInt8] {
        var lines = ["HTTP/1.1 \(script.status) Status"]
        lines += script.headers.map { "\($0.name): \($0.value)" }
        switch script.framing {
        case .contentLength:
            if script.status != 304, script.status != 204 {
                lines.append("Content-Length: \(script.body.count)")
            }
        case .chunked: lines.append("Transfer-Encoding: chunked")
        case .untilClose: lines.append("Connection: close")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}

/// Takes one HTTP/1.1 request after another off a connection.
struct RequestReader {
    private let peer: Socket
    private let connection: Int
    private var buffer: [UInt8] = []

    init(_ peer: Socket, connection: Int) {
        self.peer = peer
        self.connection = connection
    }

    /// - Returns: nil at the end of the connection or for what is no request.
    mutating func next() -> RecordedRequest? {
        let end = Array("\r\n\r\n".utf8)
        var headEnd = buffer.firstRange(of: end)
        while headEnd == nil {
            let more = peer.read()
            guard !more.isEmpty else { return nil }
            buffer += more
            headEnd = buffer.firstRange(of: end)
        }
        guard let headEnd else { return nil }
        let lines = String(decoding: buffer[..<headEnd.lowerBound], as: UTF8.self)
            .split(separator: "\r\n").map(String.init)
        buffer.removeFirst(headEnd.upperBound)
        return request(lines)
    }

    private mutating func request(_ lines: [String]) -> RecordedRequest? {
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingSpaces)
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }
        let body = read(Int(length?.value ?? "") ?? 0)
        return RecordedRequest(
            method: words[0], target: words[1], headers: headers, body: body,
            connection: connection)
    }

    private mutating func read(_ count: Int) -> [UInt8] {
        while buffer.count < count {
            let more = peer.read()
            guard !more.isEmpty else { break }
            buffer += more
        }
        let body = Array(buffer.prefix(count))
        buffer.removeFirst(body.count)
        return body
    }
}
