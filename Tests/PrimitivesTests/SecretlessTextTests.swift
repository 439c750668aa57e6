import Primitives
import Testing

@Suite struct SecretlessTextTests {
    @Test(arguments: [
        ("", ""), ("/etc/corp.pem", "/etc/corp.pem"), ("host.example:443", "host.example:443"),
        ("/run/x@y.service/ca.pem", "/run/x@y.service/ca.pem"),
        (".corp,*.example,::1", ".corp,*.example,::1"),
        ("https://bob:pw@host.example/x", "https://...@host.example/x"),
        ("https://pw@host.example", "https://...@host.example"),
        ("bob:pw@host.example:1", "...@host.example:1"), ("pw@host.example", "...@host.example"),
        ("a.example bob:p,w@b.example", "a.example ...@b.example"),
        (
            "a.example,https://bob:p w@b.example c.example",
            "a.example,https://...@b.example c.example"
        ),
        ("/jobs/https://bob:pw@host.example/x", "/jobs/https://...@host.example/x"),
        ("https://bob:p/w?x#y@host.example", "https://...@host.example"),
        ("https://bob:pw%40host.example", "https://...%40host.example"),
        ("https://host.example/x?sig=pw,b.example", "https://host.example/x?...,b.example"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA", "-----BEGIN ..."),
    ])
    func secretsGo(text: String, told: String) {
        #expect(text.withoutSecrets == told)
        #expect(told.withoutSecrets == told)
    }
}
