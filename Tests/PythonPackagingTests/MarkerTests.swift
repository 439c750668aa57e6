import PythonPackaging
import Testing

struct MarkerTests {
    static let environment: MarkerEnvironment = {
        var environment = MarkerEnvironment()
        environment[.pythonVersion] = "3.12"
        environment[.pythonFullVersion] = "3.12.1+"
        environment[.sysPlatform] = "linux"
        environment[.osName] = "posix"
        environment[.platformRelease] = "6.1.0-18-amd64"
        return environment
    }()

    @Test(arguments: [
        (
            #"python_version>='3.8'and os_name=="posix""#,
            #"python_version >= "3.8" and os_name == "posix""#
        ),
        (
            "((os.name == 'a') or (os_name == 'b' and extra == 'X_y'))",
            #"os_name == "a" or (os_name == "b" and extra == "x-y")"#
        ),
        (#"os_name not  in 'po"six'"#, #"os_name not in 'po"six'"#),
        ("python_implementation == 'CPython'", #"platform_python_implementation == "CPython""#),
        (#"os_name == 'a\tb\x41\q'"#, "os_name == \"a\tbA\\q\""),
    ])
    func writesTheNormalForm(text: String, normal: String) throws {
        #expect(try Marker(parsing: text).description == normal)
        #expect(try Marker(parsing: text) == Marker(parsing: normal))
    }

    @Test(arguments: [
        "", "os_name", "os_name == ", "os_name == posix", "nothing == 'x'", "os_name = 'x'",
        "os_name == 'x' and", "(os_name == 'x'", "os_name == 'x' orextra == 'y'",
        "os_name == 'x\\'",
        "os_name not'x'", "os_name == 'a\nb'", "os_name == '\\x4'",
    ])
    func refusesWhatIsNoMarker(text: String) {
        let error = #expect(throws: MarkerError.self) { try Marker(parsing: text) }
        #expect(error?.code == .syntax)
    }

    @Test func refusesBottomlessNesting() {
        let text = String(repeating: "(", count: 100_000) + "os_name == 'x'"
        #expect(throws: MarkerError.self) { try Marker(parsing: text) }
    }

    @Test(arguments: [
        ("python_version >= '3.8'", true), ("python_version == '3.*'", true),
        ("'3.1' in python_version", true), ("python_version in '3.11 3.12'", true),
        ("python_full_version > '3.12.1'", false), ("python_full_version == '3.12.1'", true),
        ("sys_platform >= 'linux'", true), ("sys_platform < 'zzz'", false),
        ("platform_release >= '5'", false),
        ("os_name == 'nt' or os_name == 'posix' and sys_platform == 'linux'", true),
        ("(os_name == 'nt' or os_name == 'posix') and sys_platform == 'win32'", false),
    ])
    func evaluates(text: String, result: Bool) throws {
        #expect(try Marker(parsing: text).evaluate(Self.environment) == result)
    }

    @Test(arguments: [
        ("extra == 'x'", MarkerError.Code.undefinedVariable),
        ("os_name == 'posix' or extra == 'x'", .undefinedVariable),
        ("'a' == 'a'", .undefinedVariable), ("sys_platform ~= 'linux'", .undefinedComparison),
        ("'x' in extras", .undefinedVariable),
    ])
    func someQuestionsHaveNoAnswer(text: String, code: MarkerError.Code) throws {
        let marker = try Marker(parsing: text)
        let error = #expect(throws: MarkerError.self) { try marker.evaluate(Self.environment) }
        #expect(error?.code == code)
    }

    @Test func anExtraThatIsWantedMakesTheMarkerHold() throws {
        let marker = try Marker(parsing: "extra == 'Foo.Bar' and os_name == 'posix'")
        let wanted = [ProjectName(spelled: "other"), ProjectName(spelled: "foo-bar")]
        #expect(try marker.evaluate(Self.environment, extras: wanted))
        #expect(try !marker.evaluate(Self.environment, extras: wanted.prefix(1)))
        #expect(try !marker.evaluate(Self.environment, extras: []))
    }

    @Test func withoutATargetOnlyExtrasDecide() throws {
        let extra = [ProjectName(spelled: "x")]
        #expect(try Marker(parsing: "os_name == 'nt'").mayHold(extras: []))
        #expect(try !Marker(parsing: "os_name == 'nt' and extra == 'x'").mayHold(extras: []))
        #expect(try Marker(parsing: "os_name == 'nt' and extra == 'x'").mayHold(extras: extra))
    }

    @Test func lockFilesAskAboutSets() throws {
        var environment = Self.environment
        environment[set: .extras] = ["Te.St"]
        environment[set: .dependencyGroups] = []
        #expect(try Marker(parsing: "'te_st' in extras").evaluate(environment))
        #expect(try Marker(parsing: "'dev' not in dependency_groups").evaluate(environment))
        #expect(throws: MarkerError.self) {
            try Marker(parsing: "extras == 'test'").evaluate(environment)
        }
    }
}
