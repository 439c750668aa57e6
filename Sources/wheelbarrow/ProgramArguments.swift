import CPOSIX
import Primitives

/// The words that this program was called with, byte by byte as the system passed them.
enum ProgramArguments {
    /// The program's own name first; empty where the caller passed nothing at all.
    static let all: [String] = (0..<argument_count()).map(text)

    private static func text(_ number: Int) -> String {
        var bytes: [UInt8] = []
        while let byte = UInt8(exactly: argument_byte(number, bytes.count)) { bytes.append(byte) }
        return SystemText.text(bytes)
    }
}
