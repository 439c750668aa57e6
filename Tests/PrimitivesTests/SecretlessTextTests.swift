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

    @Test(arguments: [
        ("`git+https://u:pw@h/x` is invalid", "`git+https://...@h/x` is invalid"),
        (
            "wants hosts, not \"https://u:p w,@h\"; see a@b",
            "wants hosts, not \"https://...@h\"; see a@b"
        ),
        ("could not read /jobs/u:pw@h: no such file", "could not read /jobs/...@h: no such file"),
        ("could not read /u:p/w@h: no such file", "could not read /...@h: no such file"),
        (
            "unknown key \"//u:pw@h/x\", did you mean \"url\"?",
            "unknown key \"//...@h/x\", did you mean \"url\"?"
        ),
        ("`numpy@1.0` is invalid: expected ==1.0", "`numpy@1.0` is invalid: expected ==1.0"),
        ("`a @ https://h/x` and `b@https://h/y`", "`a @ https://h/x` and `b@https://h/y`"),
        (
            "job.toml:3: it is http://USER:PASSWORD@PROXY:PORT",
            "job.toml:3: it is http://USER:PASSWORD@PROXY:PORT"
        ),
        ("root@h:/x", "root@h:/x"), ("\"u:pw@h", "\"...@h"), ("", ""),
    ])
    func loginsInSentencesGo(sentence: String, told: String) {
        #expect(sentence.withoutQuotedSecrets == told)
        #expect(told.withoutQuotedSecrets == told)
    }
}
