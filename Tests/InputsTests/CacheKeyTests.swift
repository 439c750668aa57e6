import Primitives
import PythonPackaging
import Testing

@testable import Inputs

struct CacheKeyTests {
    private static func digest(_ byte: UInt8) throws -> Digest {
        try #require(Digest(.sha256, bytes: Array(repeating: byte, count: 32)))
    }

    @Test func theMaterialIsSortedText() throws {
        let (one, two) = try (Self.digest(1), Self.digest(2))
        let files = [
            ("six-1.16.0-1-py2.py3-none-any.whl", two), ("idna-3.6.tar.gz", one),
        ]
        let material = CacheKey.material(files.map { (filename: $0.0, sha256: $0.1) })
        #expect(
            String(decoding: material, as: UTF8.self) == """
                \(one.hex) idna-3.6.tar.gz
                \(two.hex) six 1.16.0 1 py2.py3 none any
                wh1

                """)
    }

    @Test func orderAndSpellingDoNotCount() throws {
        let (one, two) = try (Self.digest(1), Self.digest(2))
        let first = CacheKey.material([
            (filename: "PySocks-1.7.1-py3.py2-none-any.whl", sha256: one),
            (filename: "Ruamel.yaml-0.17.tar.gz", sha256: two),
        ])
        let second = CacheKey.material([
            (filename: "ruamel.yaml-0.17.tar.gz", sha256: two),
            (filename: "pysocks-1.7.1-py2.py3-none-any.whl", sha256: one),
            (filename: "pysocks-1.7.1-py2.py3-none-any.whl", sha256: one),
        ])
        #expect(first == second)
    }

    @Test func anotherFileGivesAnotherKey() throws {
        let (one, two) = try (Self.digest(1), Self.digest(2))
        let name = "six-1.16.0-py2.py3-none-any.whl"
        let materials = [
            CacheKey.material([]), CacheKey.material([(filename: name, sha256: one)]),
            CacheKey.material([(filename: name, sha256: two)]),
            CacheKey.material([(filename: "six-1.16.0-py3-none-any.whl", sha256: one)]),
        ]
        #expect(Set(materials).count == 4)
    }

    @Test func theTextNamesTheTarget() throws {
        let text = CacheKey.text(target: "ci312", digest: try Self.digest(0xAB))
        #expect(text == "wh1-ci312-abababababababababab")
    }
}
