import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Transport

/// A loopback server over plain http and a client that may talk to it, waiting for nothing.
struct Bench {
    let index: LoopbackIndex
    let clock = SkippingClock()
    let client: Client
    let directory: TemporaryDirectory

    init(_ adjust: (inout Limits) -> Void = { _ in }, environment: [String: String] = [:]) throws {
        var limits = Limits()
        adjust(&limits)
        index = try LoopbackIndex()
        directory = try TemporaryDirectory()
        client = Client(
            limits: limits, environment: environment, version: "1.2", clock: clock,
            random: { 0.5 })
    }

    func address(_ path: String) throws -> WebAddress {
        try #require(WebAddress(index.url(path)))
    }

    func policy(_ adjust: (inout FetchPolicy) -> Void = { _ in }) throws -> FetchPolicy {
        var policy = FetchPolicy(
            index: try address("/simple/"), tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        adjust(&policy)
        return policy
    }

    func page(_ path: String, _ adjust: (inout Request) -> Void = { _ in }) throws -> Request {
        var request = Request(try address(path), policy: try policy())
        adjust(&request)
        return request
    }

    func file(_ path: String, _ adjust: (inout Request) -> Void = { _ in }) throws -> Request {
        try page(path) {
            $0.purpose = .file
            adjust(&$0)
        }
    }
}

/// Some bytes that repeat nowhere in order.
func someBytes(_ count: Int) -> [UInt8] {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state)
    }
}

/// Something ended well that should not have.
struct UnexpectedSuccess: Error {}

extension Client {
    /// The error that a fetch ends with.
    func failure(of request: Request) async throws -> TransferError {
        do throws(TransferError) {
            _ = try await fetch(request)
        } catch {
            return error
        }
        throw UnexpectedSuccess()
    }

    /// The error that a download ends with.
    func failure(of request: Request, into sink: DownloadSink) async throws -> TransferError {
        do throws(TransferError) {
            _ = try await download(request, into: sink)
        } catch {
            return error
        }
        throw UnexpectedSuccess()
    }
}
