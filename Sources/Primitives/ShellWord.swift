/// A text as one word of a shell's command line, as it is where that is safe.
package struct ShellWord: Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "/._-+,:=@".utf8.contains(byte)
                }
            }
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        description = isPlain ? text : "'\(parts.joined(separator: "'\\''"))'"
    }
}
