import TestSupport
import Testing

@testable import Inputs

/// Real files with something wrong at a place picked by lot: each is read or refused with reasons.
struct InputMutationTests {
    private struct Lot: RandomNumberGenerator {
        var state: UInt64

        /// SplitMix64.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let scraps = [
        "\"", "'", "\\", "\\\n", "#", " #", "[[package]]\n", "[", "]", "{", "}", "=", ",", "\n",
        " ; ", "==", "===", "--hash=sha256:", "-r r.txt\n", "-c /srv/./r.txt\n", "${NAME}", "\u{0}",
        "\u{1B}", "é", "name = \"six\"\n", "1e999", "extra == 'x' and ", "-e .", "9", "\u{FEFF}",
    ]

    private func mutated(_ bytes: [UInt8], _ lot: inout Lot) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &lot) where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &lot)
            let end = min(bytes.count, start + Int.random(in: 0...40, using: &lot))
            switch Int.random(in: 0..<4, using: &lot) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &lot)
            default:
                let scrap = Self.scraps.randomElement(using: &lot) ?? ""
                bytes.insert(contentsOf: scrap.utf8, at: start)
            }
        }
        return bytes
    }

    @Test(arguments: [
        "app/requirements.txt", "app/pip-compile.txt", "app/export-all.txt",
    ])
    func requirementFiles(file: String) throws {
        let bytes = try FileTree.bytes("\(LockScene.folder)/\(file)")
        #expect(InputProperties.brokenByRequirements(bytes) == nil)
        for seed in 0..<60 as Range<UInt64> {
            var lot = Lot(state: seed)
            let problem = InputProperties.brokenByRequirements(mutated(bytes, &lot))
            #expect(problem == nil, "seed \(seed)")
        }
    }

    @Test func buildSystems() {
        let bytes = Array(
            """
            [build-system]
            requires = ["setuptools >= 61", 'wheel; python_version < "3.8"', "demo[x] @ file:///d"]
            build-backend = "setuptools.build_meta"
            [tool.demo]
            list = [1, { a = 2.5 }]
            """.utf8)
        #expect(InputProperties.brokenByBuildSystem(bytes) == nil)
        for seed in 0..<400 as Range<UInt64> {
            var lot = Lot(state: seed)
            let problem = InputProperties.brokenByBuildSystem(mutated(bytes, &lot))
            #expect(problem == nil, "seed \(seed)")
        }
    }

    @Test(arguments: [
        "bare/uv.lock", "conflicts/uv.lock", "odd/uv.lock", "odd/pylock.toml",
        "app/pylock.pip.toml", "environments/pylock.toml",
    ])
    func lockFiles(file: String) throws {
        let bytes = try FileTree.bytes("\(LockScene.folder)/\(file)")
        #expect(InputProperties.brokenByLock(bytes) == nil)
        for seed in 0..<60 as Range<UInt64> {
            var lot = Lot(state: seed)
            let problem = InputProperties.brokenByLock(mutated(bytes, &lot))
            #expect(problem == nil, "seed \(seed)")
        }
    }
}
