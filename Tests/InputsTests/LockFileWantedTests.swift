import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

struct LockFileWantedTests {
    private static let linux = LockScene.targets[3]
    private static let windows = LockScene.targets[4]

    private func refusal(_ lock: LockFile, _ target: Target?, _ choice: LockChoice) -> [String] {
        do {
            _ = try lock.wanted(for: target, choice)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func refusesATargetThatTheLockExcludes() throws {
        let lock = try LockScene.read("environments/uv.lock")
        #expect(
            refusal(lock, LockScene.targets[0], .whole) == [
                "uv.lock:3: the lock requires Python <3.13,>=3.10, which the target "
                    + "cp38-linux-x86_64 with Python 3.8.0 is not"
            ])
        let windows = try Target(shorthand: "cp311-windows-amd64")
        #expect(
            refusal(lock, windows, .whole) == [
                "uv.lock: the lock is for other environments than the target cp311-windows-amd64: "
                    + "sys_platform == \"linux\" or sys_platform == \"darwin\""
            ])
        #expect(
            refusal(try LockScene.read("environments/pylock.toml"), windows, .part()).count == 1)
    }

    @Test func namesPackagesThatNoIndexServes() throws {
        let told = refusal(try LockScene.read("odd/uv.lock"), Self.linux, .whole)
        #expect(
            told == [
                "uv.lock:25: gitpkg comes from git, which no index serves; "
                    + "lock a release of an index instead",
                "uv.lock:42: iniconfig comes from a URL, which no index serves; "
                    + "lock a release of an index instead",
                "uv.lock:86: six comes from a path, which no index serves; "
                    + "lock a release of an index instead",
            ])
        #expect(refusal(try LockScene.read("odd/pylock.toml"), Self.linux, .part()).count == 3)
    }

    @Test func choicesThatExcludeEachOtherAreRefused() throws {
        let lock = try LockScene.read("conflicts/uv.lock")
        #expect(
            refusal(lock, Self.linux, .taking(["cpu", "gpu"], ["old", "new"])) == [
                "uv.lock:4: these exclude each other: extra cpu, extra gpu; "
                    + "take one of them at a time",
                "uv.lock:7: these exclude each other: group new, group old; "
                    + "take one of them at a time",
            ])
        #expect(refusal(lock, Self.linux, .taking(["cpu"], ["old"])) == [])
    }

    @Test func aWholeLockHoldsBothSidesOfAChoice() throws {
        let lock = try LockScene.read("conflicts/uv.lock")
        #expect(
            try LockScene.pins(lock, Self.linux, .whole) == [
                "colorama==0.4.6", "iniconfig==1.1.1", "iniconfig==2.0.0",
                "python-dateutil==2.8.2", "six==1.15.0", "six==1.16.0",
            ])
    }

    @Test func withoutATargetEveryEnvironmentCounts() throws {
        let lock = try LockScene.read("app/uv.lock")
        let all = try LockScene.pins(lock, nil, .whole)
        #expect(all.count { $0.hasPrefix("importlib-metadata==") } == 2)
        let each = try LockScene.targets.flatMap { try LockScene.pins(lock, $0, .whole) }
        #expect(Set(all) == Set(each))
        #expect(all.count == lock.packages.count - 1)
    }

    @Test func tellsWhichExtrasAreWanted() throws {
        let lock = try LockScene.read("app/uv.lock")
        let requests = try lock.wanted(for: Self.linux, .part())
            .first { $0.package.name.normalized == "requests" }
        #expect(requests?.extras.map(\.normalized) == ["socks"])
    }

    @Test func readsMarkersOnExtrasAndGroups() throws {
        func entry(_ name: String, _ marker: String) -> String {
            """
            [[packages]]
            name = "\(name)"
            version = "1.0"
            marker = "\(marker)"
            wheels = [{ path = "\(name)-1.0-py3-none-any.whl", hashes = { sha256 = "\(
                String(repeating: "0", count: 64))" } }]

            """
        }
        let text = """
            lock-version = "1.0"
            created-by = "hand"
            extras = ["socks", "tls"]
            dependency-groups = ["dev", "docs"]
            default-groups = ["dev"]

            """ + entry("a", "'socks' in extras") + entry("b", "'dev' in dependency_groups")
            + entry("c", "'tls' in extras and sys_platform == 'win32'")
            + entry("d", "'docs' in dependency_groups or 'tls' in extras")
            + entry("e", "'dev' not in dependency_groups")
        let lock = try LockFileReader.read(Array(text.utf8), path: "pylock.toml")
        func names(_ choice: LockChoice, _ target: Target? = Self.linux) throws -> String {
            try lock.wanted(for: target, choice).map(\.package.name.normalized).joined()
        }
        #expect(try names(.part()) == "b")
        #expect(try names(.taking(withDefaultGroups: false)) == "e")
        #expect(try names(.taking(["Socks"], ["docs"], withDefaultGroups: false)) == "ade")
        #expect(try names(.taking(["tls"])) == "bd")
        #expect(try names(.taking(["tls"]), Self.windows) == "bcd")
        #expect(try names(.whole) == "abde")
        #expect(try names(.whole, nil) == "abcde")
    }

    @Test func ordersWheelsByTheTarget() throws {
        let lock = try LockScene.read("app/uv.lock")
        let bcrypt = try #require(lock.packages.first { $0.name.normalized == "bcrypt" })
        #expect(
            bcrypt.files.wheels(for: Self.linux).map(\.filename) == [
                "bcrypt-4.0.1-cp36-abi3-manylinux_2_28_x86_64.whl",
                "bcrypt-4.0.1-cp36-abi3-manylinux_2_24_x86_64.whl",
                "bcrypt-4.0.1-cp36-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
            ])
        #expect(
            bcrypt.files.wheels(for: Self.windows).map(\.filename) == [
                "bcrypt-4.0.1-cp36-abi3-win_amd64.whl"
            ])
        #expect(bcrypt.files.sdist?.filename == "bcrypt-4.0.1.tar.gz")
    }

    @Test func aMarkerWithoutAnswerIsToldWithItsLine() throws {
        let text = """
            version = 1
            [[package]]
            name = "acme"
            version = "1.0"
            source = { virtual = "." }
            dependencies = [
                { name = "six", marker = "sys_platform ~= 'linux'" },
            ]
            [[package]]
            name = "six"
            version = "1.16.0"
            source = { registry = "https://index.example/simple" }
            """
        let lock = try LockFileReader.read(Array(text.utf8), path: "uv.lock")
        #expect(
            refusal(lock, Self.linux, .whole) == [
                "uv.lock:7: marker `sys_platform ~= \"linux\"` compares values that `~=` cannot"
            ])
    }

    @Test func circlesEnd() throws {
        let text = """
            version = 1
            [[package]]
            name = "a"
            version = "1.0"
            source = { registry = "x" }
            dependencies = [{ name = "b", extra = ["x"] }, { name = "a", extra = "y" }]
            optional-dependencies = { y = [{ name = "b" }] }
            [[package]]
            name = "b"
            version = "1.0"
            source = { registry = "x" }
            dependencies = [{ name = "a" }]
            optional-dependencies = { x = [{ name = "b", extra = ["x"] }] }
            """
        let lock = try LockFileReader.read(Array(text.utf8), path: "uv.lock")
        // Nothing leads into the circle, so that nothing asks for it.
        #expect(try LockScene.pins(lock, Self.linux, .whole) == [])
        let rooted =
            text + """

                [[package]]
                name = "root"
                version = "1.0"
                source = { editable = "." }
                dependencies = [{ name = "a" }]
                """
        let other = try LockFileReader.read(Array(rooted.utf8), path: "uv.lock")
        #expect(try LockScene.pins(other, Self.linux, .part()) == ["a==1.0", "b==1.0"])
    }
}
