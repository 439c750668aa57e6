import Primitives
import TestSupport
import Testing

@testable import Transport

/// What tests over TLS share: certificate authorities take a while to make.
enum SecureBench {
    private static let shared = Result { try PrivateCA() }

    static var ca: PrivateCA { get throws { try shared.get() } }

    /// One of the authority's own files: `root.key`, `intermediate.key`, …
    static func file(_ name: String) throws -> String {
        try ca.rootFile.dropLast("root.pem".count) + name
    }

    /// A policy for an https index of this machine.
    static func policy(_ url: String, caFile: String? = nil) throws -> FetchPolicy {
        let address = try #require(WebAddress(url))
        return FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: try caFile ?? ca.rootFile)))
    }

    static func request(_ url: String, caFile: String? = nil) throws -> Request {
        Request(try #require(WebAddress(url)), policy: try policy(url, caFile: caFile))
    }

    static func client(
        _ adjust: (inout Limits) -> Void = { _ in }, environment: [String: String] = [:]
    ) -> Client {
        var limits = Limits()
        adjust(&limits)
        return Client(
            limits: limits, environment: environment, version: "1.2", clock: SkippingClock())
    }
}
