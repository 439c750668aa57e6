/// What the name of a member may be.
enum MemberName {
    /// Whether unpacking it stays inside the directory that it is unpacked into, on any system.
    static func isSafe(_ name: String) -> Bool {
        let bytes = name.utf8
        guard let first = bytes.first, !isSeparator(first), !hasDrive(bytes) else { return false }
        // Some readers end the name at the first NUL.
        guard !bytes.contains(0) else { return false }
        return !bytes.split(whereSeparator: isSeparator).contains { $0.elementsEqual("..".utf8) }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    /// `C:` and the like.
    private static func hasDrive(_ bytes: String.UTF8View) -> Bool {
        bytes.dropFirst().first == UInt8(ascii: ":")
    }
}
