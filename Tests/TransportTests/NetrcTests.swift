import TestSupport
import Testing

@testable import Transport

@Suite struct NetrcTests {
    private func login(_ text: String, _ host: String) -> String? {
        guard case .basic(let user, let password)? = Netrc(parsing: text).credentials(for: host)
        else { return nil }
        return "\(user):\(password)"
    }

    @Test func entriesAreFoundByMachine() {
        let text = """
            machine index.example login a password 1
            machine Other.example
                login b
                password "two words \\"2\\""
            """
        #expect(login(text, "index.example") == "a:1")
        #expect(login(text, "other.example") == "b:two words \"2\"")
        #expect(login(text, "third.example") == nil)
    }

    @Test func theDefaultServesAllOthers() {
        let text = "machine a.example login a password 1 default login z password 9"
        #expect(login(text, "a.example") == "a:1")
        #expect(login(text, "b.example") == "z:9")
    }

    @Test func theFirstEntryOfAMachineCounts() {
        #expect(login("machine a login x password 1 machine a login y password 2", "a") == "x:1")
    }

    @Test func commentsAccountsAndMacrosArePassedOver() {
        let text = """
            # machine a login no password no
            machine a account machine login x password 1 # the rest
            macdef init
            machine b login no password no

            machine c login y password #2
            """
        #expect(login(text, "a") == "x:1")
        #expect(login(text, "b") == nil)
        #expect(login(text, "c") == "y:#2")
    }

    @Test(arguments: ["", "machine", "login x", "machine a login", "machine a login \"x", "junk"])
    func brokenTextsGiveNothing(text: String) {
        #expect(login(text, "b") == nil)
    }

    @Test func theEnvironmentNamesTheFile() throws {
        let directory = try TemporaryDirectory()
        try directory.write("default login home password 1", to: ".netrc")
        let other = try directory.write("default login other password 1", to: "other")
        func user(_ environment: [String: String]) -> Credentials? {
            Netrc(environment: environment).credentials(for: "index.example")
        }
        let home = Credentials.basic(user: "home", password: "1")
        #expect(user(["HOME": directory.path]) == home)
        #expect(user(["HOME": directory.path, "NETRC": ""]) == home)
        #expect(
            user(["HOME": directory.path, "NETRC": other])
                == .basic(user: "other", password: "1"))
        #expect(user(["HOME": directory["nowhere"]]) == nil)
        #expect(user(["NETRC": directory.path]) == nil)
        #expect(user([:]) == nil)
    }
}
