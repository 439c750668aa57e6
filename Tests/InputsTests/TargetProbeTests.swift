import FoundationEssentials
import PythonPackaging
import TestSupport
import Testing

@testable import Inputs

struct TargetProbeTests {
    /// - Parameter prelude: Python code that runs first, and plays another machine.
    private func probe(_ prelude: String = "", python: String = PythonEnvironment.python)
        async throws -> String
    {
        // A `__future__` import has to come first.
        let future = "from __future__ import print_function\n"
        let code = TargetProbe.code.replacing(future, with: future + prelude + "\n")
        let outcome = try await Program.run(python, ["-"], input: Array(code.utf8))
        try #require(outcome.succeeded, "\(outcome)")
        return outcome.output
    }

    private func target(_ table: String) throws -> Target {
        let job = try JobText.read(JobText.minimal + table)
        return try #require(job.targets.first)
    }

    @Test func describesTheInterpreterThatRunsIt() async throws {
        let target = try target(try await probe())
        let script = """
            import json, sys
            from pip._vendor.packaging import markers, tags
            json.dump([list(map(str, tags.sys_tags())), markers.default_environment()], sys.stdout)
            """
        let outcome = try await Program.run(PythonEnvironment.python, ["-I", "-c", script])
        let truth = try JSONDecoder().decode(Truth.self, from: Data(outcome.standardOutput))
        // The plain `linux` tags come first there and last here.
        let isPlain = { (tag: String) in tag.contains("-linux_") }
        let tags = target.tags.map(\.description)
        #expect(tags.filter { !isPlain($0) } == truth.tags.filter { !isPlain($0) })
        #expect(Set(tags) == Set(truth.tags))
        for variable in MarkerVariable.allCases {
            guard let value = truth.environment[variable.rawValue],
                variable != .platformRelease, variable != .platformVersion
            else { continue }
            #expect(target.environment[variable] == value, "\(variable)")
        }
    }

    private struct Truth: Decodable {
        let tags: [String]
        let environment: [String: String]

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            tags = try container.decode([String].self)
            environment = try container.decode([String: String].self)
        }
    }

    @Test func runsOnOtherPythonsOfThisMachine() async throws {
        let old = ["/usr/bin/python2.7", "/usr/bin/python2"].filter(FileTree.exists)
        for name in ["python3"] + old { _ = try target(try await probe(python: name)) }
    }

    private static let mac = """
        import platform, sys, sysconfig
        sys.platform = "darwin"
        platform.machine = lambda: "arm64"
        platform.mac_ver = lambda: ("14.5", ("", "", ""), "arm64")

        """

    private static let windows = """
        import sys, sysconfig
        sys.platform = "win32"
        sysconfig.get_platform = lambda: "win-amd64"

        """

    @Test func tellsOtherSystems() async throws {
        let mac = try await probe(Self.mac)
        #expect(mac.contains("platform = \"macosx_14_0_arm64\"\n"))
        let old = try await probe(Self.mac + "platform.mac_ver = lambda: (\"10.15.7\", (), \"\")")
        #expect(old.contains("platform = \"macosx_10_15_arm64\"\n"))
        let windows = try await probe(Self.windows)
        #expect(windows.contains("platform = \"win_amd64\"\n"))
        let bsd = try await probe(
            "import sysconfig\nsysconfig.get_platform = lambda: \"freebsd-14.1-RELEASE-amd64\"")
        #expect(bsd.contains("platform = \"freebsd_14_1_RELEASE_amd64\"\n"))
        for table in [mac, old, windows, bsd] { _ = try target(table) }
    }

    @Test func tellsOtherImplementations() async throws {
        let version = "sys.version_info = (3, 10, 14, \"final\", 0)\n"
        let pypy = try await probe(
            Self.windows + version + "sysconfig.get_config_var = lambda name: None\nimport types\n"
                + "sys.implementation = types.SimpleNamespace(name=\"pypy\", cache_tag=\"x\")")
        #expect(
            pypy == """
                [[target]]
                name = "pp310-win_amd64"
                python = "3.10.14"
                platform = "win_amd64"
                implementation = "pp"

                """)
        let free = try await probe(
            Self.windows + "sysconfig.get_config_var = lambda name: 1\n"
                + "sys.version_info = (3, 14, 0, \"candidate\", 2)")
        #expect(free.contains("name = \"cp314t-win_amd64\"\npython = \"3.14.0rc2t\"\n"))
        #expect(try target(free).tags.first?.abi == "cp314t")
    }

    /// musl tells its version only to those who run its loader, which the executable names.
    @Test func tellsMuslByItsLoader() async throws {
        let directory = try TemporaryDirectory()
        let loader = try directory.write(
            "#!/bin/sh\nprintf 'musl libc (x86_64)\\nVersion 1.2.4\\n' >&2\n",
            to: "ld-musl-x86_64.so.1")
        _ = try await Program.run("chmod", ["+x", loader])
        let python = try directory.write(executable(interpreter: loader), to: "python")
        let output = try await probe(
            """
            import ctypes, os, sys, sysconfig
            def missing(*arguments):
                raise ValueError
            os.confstr = missing
            ctypes.CDLL = lambda name: None
            sysconfig.get_platform = lambda: "linux-x86_64"
            sys.executable = "\(python)"
            """)
        #expect(output.contains("platform = \"musllinux_1_2_x86_64\"\n"))
        #expect(try target(output).tags.contains { $0.platform == "musllinux_1_1_x86_64" })
    }

    /// The beginning of a 64-bit little-endian ELF file whose only segment names its interpreter.
    private func executable(interpreter: String) -> [UInt8] {
        func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
            (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let name = Array(interpreter.utf8) + [0]
        var file: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 25)
        file += bytes(UInt64(64)) + Array(repeating: 0, count: 14)
        file += bytes(UInt16(56)) + bytes(UInt16(1)) + Array(repeating: 0, count: 6)
        file += bytes(UInt32(3)) + bytes(UInt32(4)) + bytes(UInt64(120))
        file += Array(repeating: 0, count: 16) + bytes(UInt64(name.count))
        return file + Array(repeating: 0, count: 16) + name
    }
}
