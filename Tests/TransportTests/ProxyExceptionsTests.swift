import Primitives
import Testing

@testable import Transport

@Suite struct ProxyExceptionsTests {
    private func excepts(_ list: String, _ host: String, port: UInt16 = 443) -> Bool {
        ProxyExceptions(list).entry(for: Origin(scheme: "https", host: host, port: port)) != nil
    }

    @Test(
        arguments: [
            "corp", ".corp", "*.corp", "*", "CORP", "x, corp", "x corp", "index.corp:443", "corp.",
            "*.CORP:443", "*:443",
        ])
    func aHostIsExcepted(list: String) { #expect(excepts(list, "index.corp")) }

    @Test(arguments: ["bücher.example", "*.BÜCHER.example", ".xn--bcher-kva.example"])
    func anInternationalisedEntryMeansTheNameOnTheWire(list: String) {
        #expect(excepts(list, "index.xn--bcher-kva.example"))
    }

    @Test(
        arguments: [
            "", ",", "orp", "index", "other.corp", "index.corp:8443", ".", "*.index.corp.x",
            "10.0.0.0/8", "*:80",
        ])
    func aHostIsNot(list: String) { #expect(!excepts(list, "index.corp")) }

    @Test func theDomainItselfBelongsToItsEntry() {
        #expect(excepts(".corp", "corp"))
        #expect(excepts("*.corp", "corp"))
    }

    @Test func whatIsReadBeyondLibcurlIsTold() {
        func notes(_ list: String) -> [String] { ProxyExceptions(list).notes }
        #expect(notes("corp, .corp,10.0.0.0/8 ::1 fd00::/8 [fd12::1]") == [])
        #expect(notes("*") == [])
        #expect(notes("*.Corp,x") == ["*.Corp is read as .Corp"])
        #expect(notes("corp:8443") == ["corp:8443 is read as corp, for port 8443 only"])
        #expect(notes("*.corp:443") == ["*.corp:443 is read as .corp, for port 443 only"])
        #expect(notes("[::1]:443") == ["[::1]:443 is read as [::1], for port 443 only"])
        #expect(notes("corp,*") == ["* is read as every host, whatever else is listed"])
    }

    @Test func addressesMatchByNetwork() {
        #expect(excepts("10.0.0.0/8", "10.20.30.40"))
        #expect(!excepts("10.0.0.0/8", "11.20.30.40"))
        #expect(excepts("10.20.30.40", "10.20.30.40"))
        #expect(excepts("10.20.30.40:443", "10.20.30.40"))
        #expect(!excepts("10.0.0.0/33", "10.0.0.1"))
        #expect(!excepts("30.40", "10.20.30.40"))
        #expect(excepts("fd00::/8", "[fd12::1]"))
        #expect(excepts("[fd12::1]:443", "[fd12::1]"))
        #expect(!excepts("[fd12::1]:80", "[fd12::1]"))
        #expect(excepts("::1", "[::1]"))
        #expect(!excepts("0.0.0.0/0", "[::1]"))
    }
}
