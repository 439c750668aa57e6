import Testing

@testable import Trust

@Suite struct PathFlawTests {
    @Test(
        arguments: [
            ("/etc/ca.pem ", "ends in a blank"), (" /etc/ca.pem", "begins with a blank"),
            ("/etc/ca.pem\t", "ends in a tab"), ("/etc/ca.pem\n", "ends in a line end"),
            ("/etc/ca.pem\r", "ends in a carriage return"),
            ("/etc/ca.pem\r\n", "ends in a carriage return"),
            ("\"/etc/ca.pem\"", "stands in quotes"), ("'/etc/ca.pem'", "stands in quotes"),
            ("file:///etc/ca.pem", "is an address"), ("/etc/ca\u{200B}.pem", "U+200B"),
            ("/etc/\u{A0}ca.pem", "U+A0"),
        ])
    func leftoversAreNamedAndTakenAway(path: String, words: String) throws {
        let flaw = try #require(PathFlaw(path))
        #expect(flaw.statement.contains(words))
        #expect(flaw.mended(path, home: "/home/me") == "/etc/ca.pem")
    }

    @Test(
        arguments: [
            ("~/ca.pem", "~", "/home/me/ca.pem"), ("$HOME/ca.pem", "$HOME", "/home/me/ca.pem"),
            ("${HOME}/ca.pem", "${HOME}", "/home/me/ca.pem"), ("$CORP/ca.pem", "$CORP", nil),
            ("%USERPROFILE%/ca.pem", "%USERPROFILE%", nil),
        ])
    func whatAShellReplacesIsNamed(path: String, words: String, meant: String?) throws {
        let flaw = try #require(PathFlaw(path))
        #expect(flaw.statement.contains("\(words), which only a shell replaces"))
        #expect(flaw.mended(path, home: "/home/me") == meant)
        #expect(flaw.mended(path, home: nil) == nil)
    }

    @Test func theCertificateItselfIsNoPath() throws {
        let flaw = try #require(PathFlaw("-----BEGIN CERTIFICATE-----\nMIIB\n"))
        #expect(flaw == .certificate)
        #expect(flaw.mended("", home: nil) == nil)
    }

    @Test func ordinaryPathsHaveNone() {
        for path in ["/etc/ca.pem", "/etc/my ca.pem", "ca$.pem", "/é/ca.pem", "", "/a~b"] {
            #expect(PathFlaw(path) == nil, "\(path)")
        }
    }
}
