import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct DistrustRuleTests {
    private let nginx: Nginx

    init() throws {
        nginx = try Nginx(location: "return 200 $connection;", SecureBench.ca.server)
    }

    /// A rule for the root of these tests, so long after its certificates were made.
    private func rule(_ delay: Duration) async throws -> DistrustRule {
        let client = SecureBench.client()
        let probe = await client.probe(try request([]))
        let verification = try #require(probe.verifications.first)
        let leaf = try #require(verification.sent.first)
        let anchor = try #require(verification.last)
        return DistrustRule(anchor: anchor.fingerprint, after: leaf.notBefore + delay)
    }

    private func request(_ rules: [DistrustRule], _ path: String = "/") throws -> Request {
        var request = try SecureBench.request(nginx.tlsURL + path)
        request.policy.tls.distrust = rules
        return request
    }

    private func failure(_ client: Client, _ rule: DistrustRule) async throws -> TrustFailure {
        let error = try await client.failure(of: request([rule]))
        guard case .tlsTrust(let failure) = error.kind else {
            Issue.record("\(error)")
            throw error
        }
        return failure
    }

    @Test func whatWasIssuedLaterIsRefusedBeforeAnythingIsAsked() async throws {
        let rule = try await rule(.seconds(-1))
        let client = SecureBench.client()
        let failure = try await failure(client, rule)
        #expect(failure.cause == .distrusted(after: rule.after))
        #expect(failure.code == 50)
        #expect(!failure.isRepeated)
        #expect(failure.description.contains("CN=Test Root CA are distrusted"))
        #expect(failure.hints.first?.contains("another authority") == true)
        #expect(try await self.failure(client, rule).isRepeated)
        #expect(await client.statistics.requests == 0)
        #expect(nginx.accessLog.count <= 1)
        #expect(await client.anchors.isEmpty)
    }

    @Test func whatWasIssuedBeforeIsTrusted() async throws {
        for rule in [
            try await rule(.zero),
            DistrustRule(
                anchor: Hashing.digest([1], .sha256), after: Instant(seconds: 0)),
        ] {
            let client = SecureBench.client()
            #expect(try await client.fetch(request([rule])).status == 200)
            #expect(await client.anchors.map(\.certificate.subject) == ["CN=Test Root CA"])
        }
    }

    @Test func rulesAreHeldOnConnectionsThatOthersOpened() async throws {
        let rule = try await rule(.seconds(-1))
        let client = SecureBench.client()
        let open = try await client.fetch(request([]))
        _ = try await failure(client, rule)
        let again = try await client.fetch(request([]))
        #expect(again.body == open.body)
    }

    @Test func aRefusedConnectionServesNobody() async throws {
        let rule = try await rule(.seconds(-1))
        let client = SecureBench.client()
        // From now on several requests to the host set out at once.
        let stranger = try PrivateCA(name: "Somebody Else")
        _ = try await client.failure(
            of: SecureBench.request(nginx.tlsURL + "/", caFile: stranger.rootFile))
        let requests = try (0..<40).map { try request([rule], "/\($0)") }
        let errors = await withTaskGroup(of: TransferError?.self) { group in
            for request in requests {
                group.addTask {
                    do throws(TransferError) {
                        _ = try await client.fetch(request)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0?.kind.name == "tls_trust" })
        #expect(await client.statistics.requests == 0)
        #expect(nginx.accessLog.count <= 1)
    }
}
