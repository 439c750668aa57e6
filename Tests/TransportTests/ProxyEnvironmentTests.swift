import Primitives
import Testing

@testable import Transport

@Suite struct ProxyEnvironmentTests {
    private let secure = Origin(scheme: "https", host: "index.example", port: 443)
    private let plain = Origin(scheme: "http", host: "index.example", port: 80)

    private func source(_ environment: [String: String], _ origin: Origin) -> String? {
        ProxyEnvironment(environment).proxy(for: origin)?.source
    }

    @Test func theSchemeDecidesAndLowerCaseComesFirst() {
        let all = [
            "http_proxy": "a:1", "HTTP_PROXY": "x:1", "https_proxy": "b:1", "HTTPS_PROXY": "c:1",
            "all_proxy": "d:1", "ALL_PROXY": "e:1",
        ]
        #expect(source(all, secure) == "https_proxy")
        #expect(source(all, plain) == "http_proxy")
        #expect(source(["HTTPS_PROXY": "c:1", "ALL_PROXY": "e:1"], secure) == "HTTPS_PROXY")
        #expect(source(["ALL_PROXY": "e:1"], secure) == "ALL_PROXY")
        #expect(source(["ALL_PROXY": "e:1", "all_proxy": "d:1"], plain) == "all_proxy")
        #expect(source(["HTTP_PROXY": "x:1"], plain) == nil)
        #expect(source([:], secure) == nil)
    }

    @Test func anEmptyVariableIsUnset() {
        #expect(source(["https_proxy": "", "HTTPS_PROXY": "c:1"], secure) == "HTTPS_PROXY")
    }

    @Test func exceptionsGoStraight() {
        let environment = ["https_proxy": "b:1", "NO_PROXY": "other.example, *.example"]
        #expect(source(environment, secure) == nil)
        let lower = ["https_proxy": "b:1", "NO_PROXY": "*", "no_proxy": "other.example"]
        #expect(source(lower, secure) == "https_proxy")
    }

    @Test func exceptionsAreToldByVariableAndEntry() {
        let environment = ProxyEnvironment([
            "https_proxy": "b:1", "NO_PROXY": "other.example, *.example",
        ])
        #expect(environment.notes == ["NO_PROXY: *.example is read as .example"])
        #expect(environment.exemption(of: secure) == "NO_PROXY (*.example)")
        #expect(environment.exemption(of: plain) == nil)
        let elsewhere = Origin(scheme: "https", host: "index.corp", port: 443)
        #expect(environment.exemption(of: elsewhere) == nil)
    }

    @Test func whatIsNoProxysAddressIsToldWithoutIt() {
        let environment = ProxyEnvironment(["https_proxy": "http://me:s3/cret@proxy.example:3128"])
        #expect(environment.proxy(for: secure) == nil)
        #expect(
            environment.fault(for: "https")?.reason
                == "the login in https_proxy cannot be told from its host")
        #expect(environment.fault(for: "http") == nil)
        #expect(!environment.lines.contains { $0.contains("cret") })
        let unused = ProxyEnvironment(["https_proxy": "ftp://x", "no_proxy": "*"])
        #expect(unused.fault(for: "https") == nil)
    }

    @Test func aProxyIsNamedWithoutItsPassword() throws {
        let proxy = try #require(
            Proxy("http://me:s3cret@proxy.example:3128/", source: "https_proxy"))
        #expect("\(proxy)" == "proxy proxy.example:3128 (https_proxy)")
    }
}
