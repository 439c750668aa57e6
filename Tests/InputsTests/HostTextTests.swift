import Testing

@testable import Inputs

struct HostTextTests {
    @Test(arguments: [
        ("files.example", "files.example"), ("Files.Example:443", "files.example"),
        ("files.example:8443", "files.example:8443"), ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("[::1]:8443", "[::1]:8443"),
    ])
    func readsHostsWithPorts(text: String, host: String) {
        #expect(HostText.parse(text) == host)
    }

    @Test(arguments: [
        "", "https://files.example", "files.example/simple", "*.example", "user@files.example",
        "files.example:0", "files.example:99999", "a b",
    ])
    func refusesEverythingElse(text: String) {
        #expect(HostText.parse(text) == nil)
    }
}
