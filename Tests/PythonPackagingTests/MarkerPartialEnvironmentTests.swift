import PythonPackaging
import Testing

struct MarkerPartialEnvironmentTests {
    private static let linux: MarkerEnvironment = {
        var environment = MarkerEnvironment()
        environment[.sysPlatform] = "linux"
        return environment
    }()

    private func mayHold(
        _ text: String, _ environment: MarkerEnvironment = linux, extras: [String]? = nil
    ) throws -> Bool {
        try Marker(parsing: text).mayHold(
            in: environment, extras: extras.map { Set($0.map(ProjectName.init(spelled:))) })
    }

    @Test(arguments: [
        ("sys_platform == 'linux'", true), ("sys_platform == 'win32'", false),
        ("python_version < '3'", true), ("sys_platform == 'win32' or os_name == 'nt'", true),
        ("sys_platform == 'win32' and os_name == 'nt'", false),
        ("sys_platform == 'linux' and (os_name == 'nt' or sys_platform == 'win32')", true),
        ("extra == 'a' and extra != 'a'", true), ("'a' in extras", true),
        ("'a' not in dependency_groups", true),
    ])
    func takesTheUnknownToBeTrue(text: String, holds: Bool) throws {
        #expect(try mayHold(text) == holds)
    }

    @Test(arguments: [
        ("extra == 'extra-3-app-CPU'", true), ("extra == 'extra-3-app-gpu'", false),
        ("extra != 'extra-3-app-gpu'", true), ("extra != 'extra-3-app-cpu'", false),
        ("extra == 'extra-3-app-cpu' and extra == 'group-3-app-dev'", true),
        ("'group-3-app-dev' == extra and sys_platform == 'win32'", false),
    ])
    func comparesExtrasWithTheSet(text: String, holds: Bool) throws {
        #expect(try mayHold(text, extras: ["extra-3-app-cpu", "group-3-app-dev"]) == holds)
    }

    @Test func readsTheSetsOfLockFiles() throws {
        var environment = Self.linux
        environment[set: .extras] = ["socks"]
        #expect(try mayHold("'Socks' in extras", environment))
        #expect(try !mayHold("'socks' not in extras", environment))
        #expect(try mayHold("'dev' not in dependency_groups", environment))
    }

    @Test func refusesToOrderExtras() {
        #expect(throws: MarkerError.self) { try mayHold("extra >= 'a'", extras: ["a"]) }
    }
}
