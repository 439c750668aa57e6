import TestSupport
import Testing

/// Pages on which thousands of files are wrong in the same way.
@Suite struct LongPageTests {
    private static let count = 6000

    private static func page(_ hash: (Int) -> String) -> Script {
        let files = (0..<count).map { number in
            """
            {"filename":"alpha-1.\(number)-py3-none-any.whl","hashes":{\(hash(number))},\
            "url":"../../files/alpha-1.\(number)-py3-none-any.whl"}
            """
        }
        return .json(
            """
            {"meta":{"api-version":"1.0"},"name":"alpha","files":[\(files.joined(separator: ","))]}
            """)
    }

    private static func sha256(_ number: Int, _ version: Int) -> String {
        let text = String(number * 2 + version)
        return "\"sha256\":\"\(String(repeating: "0", count: 64 - text.count))\(text)\""
    }

    private func scenario() throws -> Scenario {
        let scenario = try Scenario(IndexTree(WheelMaker("beta").wheel()))
        try scenario.writeJob(select: #"requirements = ["beta", "alpha==1.0"]"#)
        return scenario
    }

    @Test func unhashedFilesAreRefusedEach() async throws {
        let scenario = try scenario()
        try scenario.writeJob(select: #"requirements = ["beta", "alpha"]"#)
        scenario.index.set("/simple/alpha/", Self.page { _ in "" })
        let run = try await scenario.sync()
        #expect(run.document["failures"].array.count == Self.count)
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test func oneNameManyTimesIsOneFile() async throws {
        let scenario = try scenario()
        let wheel = WheelMaker("alpha").wheel()
        let file = """
            {"filename":"\(wheel.filename)","hashes":{"sha256":"\(wheel.sha256)"},\
            "url":"../../files/\(wheel.filename)"}
            """
        let files = Array(repeating: file, count: Self.count).joined(separator: ",")
        scenario.index.set("/files/\(wheel.filename)", .file(wheel.bytes))
        scenario.index.set(
            "/simple/alpha/",
            .json("{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"alpha\",\"files\":[\(files)]}"))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"] == [wheel.filename])
    }
}
