import TestSupport
import Testing

/// `==2.1` takes 2.1+cpu where 2.1 itself is nowhere, as pip does.
@Suite struct LocalVersionTests {
    private let cpu = WheelMaker("torch", "2.1+cpu").wheel()
    private let cuda = WheelMaker("torch", "2.1+cu118").wheel()
    private let other = WheelMaker("torch", "2.1+zzz").wheel("cp312-cp312-win_amd64")
    private let plain = WheelMaker("torch", "2.1").wheel()

    private func names(_ scene: WarmScene) throws -> [String] {
        try FileTree.names(in: scene.wheelhouse).filter { $0.hasSuffix(".whl") }.sorted()
    }

    private func warm(_ scene: WarmScene, _ line: String) async throws -> CommandRun {
        try scene.writeRequirements(line)
        return try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--json")
    }

    @Test func theHighestThatFitsIsTaken() async throws {
        let scene = try WarmScene(IndexTree(cpu, cuda, other))
        expect(try await warm(scene, "torch==2.1"), .ok)
        #expect(try names(scene) == [cuda.filename])
        #expect(
            try scene.directory.text("wheelhouse/requirements.lock.txt")
                .contains("torch==2.1+cu118"))
        for input in ["requirements.txt", "wheelhouse/requirements.lock.txt"] {
            let check = try await scene.warm(
                input, "--for", "ci312", "--check", "wheelhouse", "--json")
            expect(check, .ok)
        }
    }

    @Test func aHashChoosesAmongThem() async throws {
        let scene = try WarmScene(IndexTree(cpu, cuda, other))
        expect(try await warm(scene, "torch==2.1 --hash=sha256:\(cpu.sha256)"), .ok)
        #expect(try names(scene) == [cpu.filename])
        try scene.scenario.writeJob(
            select: "requirement-files = [\"requirements.txt\"]",
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n")
        expect(try await scene.scenario.sync(), .ok, failures: [])
        #expect(try scene.scenario.published.files() == ["torch": [cpu.filename]])
    }

    @Test func theVersionItselfComesFirst() async throws {
        let scene = try WarmScene(IndexTree(cpu, plain))
        expect(try await warm(scene, "torch==2.1"), .ok)
        #expect(try names(scene) == [plain.filename])
    }

    @Test(arguments: ["torch===2.1", "torch==2.1+cpux", "torch==2.0"])
    func otherwiseNothingFits(line: String) async throws {
        let scene = try WarmScene(IndexTree(cpu, cuda))
        expect(try await warm(scene, line), .dataerr)
    }

    @Test(arguments: [true, false])
    func aJobTakesThemToo(dependencies: Bool) async throws {
        let scene = try WarmScene(
            IndexTree(cpu, WheelMaker("alpha", requires: ["torch==2.1"]).wheel()))
        try scene.scenario.writeJob(
            select: "requirements = [\"torch==2.1\", \"alpha\"]", dependencies: dependencies,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n")
        expect(try await scene.scenario.sync(), .ok, failures: [])
        #expect(try scene.scenario.published.files()["torch"] == [cpu.filename])
    }
}
