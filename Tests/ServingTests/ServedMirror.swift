import Foundation
import Primitives
import Serving
import TestSupport

/// A small mirror in a temporary directory, and a server over it.
struct ServedMirror {
    static let digest = "ab" + String(repeating: "c", count: 62)
    static let wheelPath = "/files/ab/cc/\(digest)/demo-1.0-py3-none-any.whl"
    static let pageDigest = String(repeating: "d", count: 40)
    /// Beyond the 10 MB at which some servers cut an open range.
    static let wheel = (0..<11_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    static let now = Instant(seconds: 784_111_777)

    /// The wheel's; no file is younger than the server's clock.
    static let wheelTag = "\"\(digest).whl-\(hex(Int(now.seconds)))-\(hex(wheel.count))\""

    let directory: TemporaryDirectory
    let address: WebAddress

    /// Serves until `body` returns.
    static func serve(_ body: (ServedMirror) async throws -> Void) async throws {
        let directory = try publishedMirror()
        try await serve(directory, body)
    }

    /// Serves a mirror until `body` returns.
    static func serve(
        _ directory: TemporaryDirectory, limits: ServingLimits = ServingLimits(),
        journal: ServingJournal = .silent, wasPublished: Bool = false,
        _ body: (ServedMirror) async throws -> Void
    ) async throws {
        let server = try server(
            directory["public"], limits: limits, journal: journal, wasPublished: wasPublished)
        try await whileRunning(server) { address in
            defer { server.stop(grace: .zero) }
            try await body(ServedMirror(directory: directory, address: address))
        }
    }

    static func server(
        _ publicDirectory: String, host: String = "127.0.0.1", port: UInt16 = 0,
        limits: ServingLimits = ServingLimits(), journal: ServingJournal = .silent,
        wasPublished: Bool = false
    ) throws -> MirrorServer {
        try MirrorServer(
            publicDirectory: publicDirectory, host: host, port: port, limits: limits,
            journal: journal, wasPublished: { wasPublished }
        ) { now }
    }

    private static func hex(_ number: Int) -> String { String(number, radix: 16) }

    /// Runs a server until it is stopped, which is the body's business.
    static func whileRunning(
        _ server: MirrorServer, _ body: (WebAddress) async throws -> Void
    ) async throws {
        let (addresses, announced) = AsyncStream.makeStream(of: WebAddress.self)
        try await withThrowingTaskGroup { group in
            group.addTask {
                defer { announced.finish() }
                try await server.run { announced.yield($0) }
            }
            for await address in addresses.prefix(1) { try await body(address) }
            try await group.waitForAll()
        }
    }

    static func publishedMirror() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write("secret", to: "state.sqlite")
        try directory.write(wheel, to: "public" + wheelPath)
        let date = Date(timeIntervalSince1970: TimeInterval(now.seconds))
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: directory["public" + wheelPath])
        try directory.write("Name: demo\n", to: "public\(wheelPath).metadata")
        try writePage("demo", digest: pageDigest, to: directory)
        try writeGeneration("000001", page: pageDigest, to: directory)
        try makeLive("000001", in: directory)
        return directory
    }

    static func writePage(_ text: String, digest: String, to directory: TemporaryDirectory) throws {
        let folder = "public/.pages/\(digest.prefix(2))/\(digest)"
        try directory.write("<html>\(text)</html>", to: "\(folder)/index.html")
        try directory.write("{\"name\":\"\(text)\"}", to: "\(folder)/index.json")
    }

    static func writeGeneration(
        _ number: String, page: String, to directory: TemporaryDirectory
    ) throws {
        let folder = "public/.generations/\(number)"
        try directory.write("<html>root \(number)</html>", to: "\(folder)/index.html")
        try directory.write("{\"root\":\"\(number)\"}", to: "\(folder)/index.json")
        try link(directory["\(folder)/demo"], to: "../../.pages/\(page.prefix(2))/\(page)")
    }

    /// Lets the live link lead to a generation.
    static func makeLive(_ number: String, in directory: TemporaryDirectory) throws {
        let live = directory["public/simple"]
        if FileTree.exists(live) { try FileTree.remove(live) }
        try link(live, to: ".generations/\(number)")
    }

    static func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    func client() throws -> RawClient { try RawClient(port: address.port ?? 0) }

    /// Sends a request as it stands, and reads until the server closes.
    func exchange(_ text: String) async throws -> RawAnswer {
        try await RawClient.exchange(text, port: address.port ?? 0)
    }

    /// Asks for a path with the curl command.
    func get(_ path: String, _ options: String...) async throws -> Answer {
        try await get(path, options: options)
    }

    func get(_ path: String, options: [String]) async throws -> Answer {
        let root = address.description.dropLast()
        let fixed = ["-q", "-sS", "-i", "--path-as-is", "--max-time", "60"]
        let outcome = try await Program.run("curl", fixed + options + [root + path])
        guard outcome.succeeded else { throw Unanswered(reason: outcome.errors) }
        return try Answer(outcome.standardOutput)
    }
}

extension ServingJournal {
    static let silent = ServingJournal { _ in }
}

/// An HTTP response as it came over the wire.
struct Answer {
    let status: Int
    private let headers: [String: String]
    let body: [UInt8]

    init(_ bytes: [UInt8]) throws {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Unanswered(reason: "no header section")
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .split(separator: "\r\n")
        status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let pairs = lines.dropFirst().map { line -> (String, String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), String(parts[1].dropFirst()))
        }
        headers = Dictionary(pairs) { first, second in "\(first), \(second)" }
        body = Array(bytes[end.upperBound...])
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(header: String) -> String? { headers[header.lowercased()] }
}

/// A request that brought no HTTP response.
struct Unanswered: Error {
    let reason: String
}
