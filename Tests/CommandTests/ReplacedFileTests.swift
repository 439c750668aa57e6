import Cryptography
import Primitives
import TestSupport
import Testing

/// One name never stands for other bytes than those that the mirror has, whichever index and hash
/// name it now; facts that an index corrects are no alarm.
@Suite struct ReplacedFileTests {
    /// The hash by which a page names a file.
    enum Naming: String, CaseIterable, Sendable {
        case none, md5, sha256, sha512

        func hashes(_ bytes: [UInt8]) -> String {
            guard let algorithm = HashAlgorithm(rawValue: rawValue) else { return "{}" }
            return "{\"\(rawValue)\":\"\(Hashing.digest(bytes, algorithm).hex)\"}"
        }
    }

    private static let name = "alpha-1.0-py3-none-any.whl"
    private static let old = WheelMaker("alpha").wheel().bytes
    private static let new = WheelMaker("alpha", payloadSize: 100).wheel().bytes

    /// A page with one file, served from a place that changes with its bytes.
    private func serve(
        _ bytes: [UInt8], by naming: Naming, on index: LoopbackIndex, hashes: String? = nil,
        besides other: String = ""
    ) {
        let place = "files/\(bytes.count)/\(Self.name)"
        let hashes = hashes ?? naming.hashes(bytes)
        index.set("/\(place)", .file(bytes))
        index.set(
            "/simple/alpha/",
            .json(
                """
                {"meta":{"api-version":"1.1"},"name":"alpha","versions":["1.0"],"files":[
                {"filename":"\(Self.name)","url":"../../\(place)","hashes":\(hashes)}\(other)]}
                """))
    }

    private func scenario() throws -> Scenario {
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(
            index: "allow-unhashed = true", select: #"requirements = ["alpha"]"#)
        return scenario
    }

    private func expectAlarm(_ scenario: Scenario) async throws {
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .guard, failures: ["alpha/\(Self.name) replaced"])
            #expect(run.document["published"].bool == false)
            #expect(try scenario.published.bytes("alpha", Self.name) == Self.old)
        }
        try scenario.published.expectWhole()
        let accepted = try await scenario.sync("--accept-replaced", Self.name)
        expect(accepted, .ok, failures: [])
        #expect(try scenario.published.bytes("alpha", Self.name) == Self.new)
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test(arguments: Naming.allCases, Naming.allCases)
    func newBytesAreAnAlarmWhateverNamesThem(before: Naming, after: Naming) async throws {
        let scenario = try scenario()
        serve(Self.old, by: before, on: scenario.index)
        expect(try await scenario.sync(), .ok)
        serve(Self.new, by: after, on: scenario.index)
        try await expectAlarm(scenario)
    }

    @Test(arguments: Naming.allCases, Naming.allCases)
    func theSameBytesUnderAnotherHashAreNone(before: Naming, after: Naming) async throws {
        let scenario = try scenario()
        serve(Self.old, by: before, on: scenario.index)
        expect(try await scenario.sync(), .ok)
        serve(Self.old, by: after, on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["files"]["new"].int == 0)
        #expect(try scenario.published.bytes("alpha", Self.name) == Self.old)
    }

    @Test func aFileThatWasDeletedAndCameBackWithOtherBytes() async throws {
        let scenario = try scenario()
        let other = WheelMaker("alpha", "1.1").wheel()
        scenario.index.set("/files/other", .file(other.bytes))
        let entry = """
            ,{"filename":"\(other.filename)","url":"../../files/other",\
            "hashes":{"sha256":"\(other.sha256)"}}
            """
        serve(Self.old, by: .sha256, on: scenario.index, besides: entry)
        try scenario.writeJob(select: "requirements = [\"alpha\"]\nremoved = \"never\"")
        expect(try await scenario.sync(), .ok)
        scenario.index.set(
            "/simple/alpha/",
            .json(
                #"{"meta":{"api-version":"1.1"},"name":"alpha","files":["# + entry.dropFirst()
                    + "]}"))
        expect(try await scenario.sync(), .ok)
        #expect(try scenario.published.files()["alpha"] == [other.filename])
        serve(Self.new, by: .sha256, on: scenario.index, besides: entry)
        expect(
            try await scenario.sync(), .partial, failures: ["alpha/\(Self.name) replaced"])
        #expect(try scenario.published.files()["alpha"] == [other.filename])
    }

    @Test func theJobMovesToAnotherIndex() async throws {
        let scenario = try scenario()
        serve(Self.old, by: .sha256, on: scenario.index)
        expect(try await scenario.sync(), .ok)
        let second = try LoopbackIndex()
        serve(Self.new, by: .sha256, on: second)
        try scenario.writeJob(
            url: second.url("/simple/"), select: #"requirements = ["alpha"]"#)
        try await expectAlarm(scenario)
    }

    @Test func aHashThatWasWrongAndIsCorrectedIsNoAlarm() async throws {
        let scenario = try scenario()
        let wrong = #"{"sha256":"\#(String(repeating: "0", count: 64))"}"#
        serve(Self.old, by: .sha256, on: scenario.index, hashes: wrong)
        expect(
            try await scenario.sync(), .dataerr, failures: ["alpha/\(Self.name) hash_mismatch"])
        serve(Self.old, by: .sha256, on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test func aFileThatTheMirrorNeverHadMayChange() async throws {
        let scenario = try Scenario(
            IndexTree(
                WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "2.0").wheel()))
        try scenario.writeJob(select: #"requirements = ["alpha==2.0"]"#)
        expect(try await scenario.sync(), .ok)
        IndexTree(
            WheelMaker("alpha", "1.0", payloadSize: 9).wheel(), WheelMaker("alpha", "2.0").wheel()
        ).serve(on: scenario.index)
        for _ in 0..<2 { expect(try await scenario.sync(), .ok, failures: []) }
    }

    @Test func anAcceptedReplacementGuardsTheNewBytes() async throws {
        let scenario = try scenario()
        serve(Self.old, by: .sha256, on: scenario.index)
        expect(try await scenario.sync(), .ok)
        serve(Self.new, by: .sha256, on: scenario.index)
        expect(try await scenario.sync("--accept-replaced", Self.name), .ok)
        serve(Self.old, by: .sha256, on: scenario.index)
        expect(try await scenario.sync(), .guard, failures: ["alpha/\(Self.name) replaced"])
        #expect(try scenario.published.bytes("alpha", Self.name) == Self.new)
    }
}
