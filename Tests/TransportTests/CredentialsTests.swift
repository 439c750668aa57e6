import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct CredentialsTests {
    private static let basic = "Basic dXNlcjpwYXNzOndvcmQ="

    @Test func credentialsGoToTheIndexAndItsFileHostsOnly() async throws {
        let (bench, files, pages) = (try Bench(), try LoopbackIndex(), try LoopbackIndex())
        let secret = Credentials.basic(user: "user", password: "pass:word")
        let policy = try bench.policy {
            $0.credentials = secret
            $0.fileHosts = ["127.0.0.1:\(files.port)"]
            $0.pageHosts = ["127.0.0.1:\(pages.port)"]
        }
        bench.index.set("/page", .redirect(to: pages.url("/page")))
        pages.set("/page", .html("page"))
        bench.index.set("/file", .redirect(to: files.url("/file")))
        files.set("/file", .file([1]))
        let target = try TargetFile(bench.directory)
        _ = try await bench.client.fetch(bench.page("/page") { $0.policy = policy })
        _ = try await bench.client.download(
            bench.file("/file") { $0.policy = policy }, into: target.sink())
        #expect(bench.index.requests.map { $0["authorization"] } == [Self.basic, Self.basic])
        #expect(files.requests.map { $0["authorization"] } == [Self.basic])
        #expect(pages.requests.map { $0["authorization"] } == [nil])
    }

    @Test func aHandleThatCarriedCredentialsForgetsThem() async throws {
        let bench = try Bench()
        bench.index.set("/a", .html("a"))
        let secrets: [Credentials?] = [
            .basic(user: "user", password: "pass:word"), nil, .bearer(token: "t0ken"), nil,
        ]
        for secret in secrets {
            let policy = try bench.policy { $0.credentials = secret }
            _ = try await bench.client.fetch(bench.page("/a") { $0.policy = policy })
        }
        let sent = bench.index.requests.map { $0["authorization"] }
        #expect(sent == [Self.basic, nil, "Bearer t0ken", nil])
    }

    @Test func theAddressAndNetrcServeWhereNothingElseIsGiven() async throws {
        let bench = try Bench()
        bench.index.set("/simple/", .html("a"))
        let plain = try #require(WebAddress(bench.index.url("/simple/")))
        let text = bench.index.url("/simple/").replacing(
            "http://", with: "http://user:pass%3Aword@")
        let named = try #require(WebAddress(text))
        let netrc = Netrc(parsing: "machine 127.0.0.1 login user password pass:word")
        let tls = TLSPolicy(anchors: AnchorBundle(file: "none"))
        let policies = [
            FetchPolicy(index: named, tls: tls),
            FetchPolicy(index: plain, tls: tls, netrc: netrc),
            FetchPolicy(index: named, tls: tls, credentials: .bearer(token: "t"), netrc: netrc),
        ]
        for policy in policies {
            _ = try await bench.client.fetch(Request(named, policy: policy))
        }
        let sent = bench.index.requests.map { $0["authorization"] }
        #expect(sent == [Self.basic, Self.basic, "Bearer t"])
    }

    @Test func secretsAreNeverPrinted() async throws {
        let bench = try Bench { $0.retries = 0 }
        let text = bench.index.url("/a").replacing("http://", with: "http://user:s3cret@")
        let address = try #require(WebAddress(text))
        let policy = FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")), credentials: nil,
            netrc: Netrc(parsing: "default login a password s3cret"),
            proxy: Proxy("http://p:s3cret@127.0.0.1:1", source: "proxy"))
        let request = Request(address, policy: policy)
        let error = try await bench.client.failure(of: request)
        let secrets: [Credentials] = [
            .basic(user: "user", password: "s3cret"), .bearer(token: "s3cret"),
        ]
        #expect(request.address.user == nil)
        for value in [request, policy, error, policy.netrc, secrets[0], secrets[1]] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in [String(describing: value), String(reflecting: value), dumped] {
                #expect(!text.contains("s3cret"))
            }
        }
    }
}
