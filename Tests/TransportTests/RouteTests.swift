import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct RouteTests {
    @Test(arguments: [301, 302, 303, 307, 308])
    func aPageMayMoveOnItsHost(status: Int) async throws {
        let bench = try Bench()
        bench.index.set("/simple/A/", .redirect(to: "../a/?x=1#top", status: status))
        bench.index.set("/simple/a/?x=1", .html("a"))
        let response = try await bench.client.fetch(bench.page("/simple/A/"))
        #expect(response.body == Array("a".utf8))
        #expect(response.address.requestText == bench.index.url("/simple/a/?x=1"))
        let statistics = await bench.client.statistics
        #expect(statistics.requests == 2)
        #expect(statistics.retries == 0)
    }

    @Test func redirectsInACircleEnd() async throws {
        let bench = try Bench()
        bench.index.set("/a", .redirect(to: "/b"))
        bench.index.set("/b", .redirect(to: "/a"))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .redirect)
        #expect(bench.index.requests.count == 2)
    }

    @Test func fiveRedirectsAreFollowedAndNoMore() async throws {
        let bench = try Bench()
        for number in 0..<6 {
            bench.index.set("/\(number)", .redirect(to: "/\(number + 1)"))
        }
        bench.index.set("/6", .html("end"))
        let response = try await bench.client.fetch(bench.page("/1"))
        #expect(response.body == Array("end".utf8))
        let error = try await bench.client.failure(of: bench.page("/0"))
        #expect(error.kind == .redirect)
        #expect(error.reason.contains("more than 5"))
    }

    @Test(arguments: ["ftp://127.0.0.1/a", "file:///etc/passwd", "https:"])
    func otherSchemesAreRefused(location: String) async throws {
        let bench = try Bench()
        bench.index.set("/a", .redirect(to: location))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .redirect)
    }

    @Test func aRedirectNeedsALocation() async throws {
        let bench = try Bench()
        bench.index.set("/a", Script(status: 302))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .redirect)
        #expect(error.reason == "a redirect without Location")
    }

    @Test func aPageStaysWithItsHostUnlessAnotherIsListed() async throws {
        let (bench, other) = (try Bench(), try LoopbackIndex())
        bench.index.set("/a", .redirect(to: other.url("/a")))
        other.set("/a", .html("a"))
        let error = try await bench.client.failure(of: bench.page("/a"))
        #expect(error.kind == .redirect)
        #expect(error.reason.contains("127.0.0.1:\(other.port)"))
        #expect(other.requests.isEmpty)
        let request = try bench.page("/a") { $0.policy.pageHosts = ["127.0.0.1:\(other.port)"] }
        let response = try await bench.client.fetch(request)
        #expect(response.address.description == other.url("/a"))
    }

    @Test func aFileMayMoveToAnyHostOverHTTPSOnly() async throws {
        let (bench, other) = (try Bench(), try LoopbackIndex())
        bench.index.set("/f", .redirect(to: other.url("/f")))
        other.set("/f", .file([1, 2, 3]))
        let target = try TargetFile(bench.directory)
        let error = try await bench.client.failure(of: bench.file("/f"), into: target.sink())
        #expect(error.kind == .redirect)
        #expect(other.requests.isEmpty)
        let nginx = try Nginx(before: other, SecureBench.ca.server)
        bench.index.set("/f", .redirect(to: nginx.tlsURL + "/f"))
        let foreign = TLSPolicy(anchors: AnchorBundle(file: try SecureBench.ca.rootFile))
        let request = try bench.file("/f") { $0.policy.foreignTLS = foreign }
        let receipt = try await bench.client.download(request, into: target.sink())
        #expect(target.bytes == [1, 2, 3])
        #expect(receipt.address.description == nginx.tlsURL + "/f")
    }

    @Test func fileHostsOfAnIndexDeclaredHTTPMayBeHTTP() async throws {
        let (bench, other) = (try Bench(), try LoopbackIndex())
        other.set("/f", .file([1, 2, 3]))
        let target = try TargetFile(bench.directory)
        var request = try bench.file("/f")
        request.address = try #require(WebAddress(other.url("/f")))
        let error = try await bench.client.failure(of: request, into: target.sink())
        #expect(error.kind == .redirect)
        request.policy.fileHosts = ["127.0.0.1:\(other.port)"]
        _ = try await bench.client.download(request, into: target.sink())
        #expect(target.bytes == [1, 2, 3])
    }

    @Test func aSecureIndexNeverLeadsToHTTP() async throws {
        let (index, client) = (try LoopbackIndex(), SecureBench.client())
        index.set("/", .html("open"))
        let nginx = try Nginx(
            location: "return 302 \(index.origin)/;", SecureBench.ca.server)
        for purpose in [Request.Purpose.page, .file] {
            var request = try SecureBench.request(nginx.tlsURL + "/")
            request.purpose = purpose
            request.policy.pageHosts = ["127.0.0.1:\(index.port)"]
            request.policy.fileHosts = ["127.0.0.1:\(index.port)"]
            let error = try await client.failure(of: request)
            #expect(error.kind == .redirect)
        }
        var request = try SecureBench.request(nginx.tlsURL + "/")
        request.address = try #require(WebAddress(index.origin + "/"))
        #expect(try await client.failure(of: request).kind == .redirect)
        #expect(index.requests.isEmpty)
    }

    @Test func aRetryBeginsAtTheAddressAskedFor() async throws {
        let bench = try Bench()
        bench.index.set("/a", [.redirect(to: "/expired"), .redirect(to: "/fresh")])
        bench.index.set("/expired", .failure(503))
        bench.index.set("/fresh", .html("a"))
        let response = try await bench.client.fetch(bench.page("/a"))
        #expect(response.body == Array("a".utf8))
        #expect(bench.index.requests.map(\.target) == ["/a", "/expired", "/a", "/fresh"])
    }
}
