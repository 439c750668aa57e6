import Primitives
import Testing

@Suite struct ByteCountTests {
    @Test(
        arguments: [
            ("512", 512), ("64KiB", 65_536), ("2 GiB", 2_147_483_648), ("1.5GB", 1_500_000_000),
            ("0", 0), ("10mb", 10_000_000),
        ] as [(String, Int64)])
    func reads(text: String, bytes: Int64) { #expect(ByteCount(parsing: text)?.bytes == bytes) }

    @Test(arguments: ["", "-1", "GiB", "1XB", "1e5", "99999999999TiB", ".5MB"])
    func refuses(text: String) { #expect(ByteCount(parsing: text) == nil) }

    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1536, "1.5 KiB"), (222_298_112, "212 MiB"),
            (1_073_741_823, "1.0 GiB"),
        ] as [(Int64, String)])
    func prints(bytes: Int64, text: String) { #expect(ByteCount(bytes).description == text) }
}
