import WheelArchive

/// What must hold for the reading of any bytes whatever as a source archive; the fuzzer and the
/// tests both ask.
enum SourceProperties {
    /// Small, so that what breaks them is small as well.
    static let limits = {
        var limits = ArchiveLimits.sources
        limits.members = 1_000
        limits.directoryBytes = 1 << 16
        limits.contentBytes = 1 << 16
        limits.expandedBytes = 1 << 20
        return limits
    }()

    /// - Returns: what does not hold, nil if all does.
    static func broken(by bytes: [UInt8]) async -> String? {
        for bytes in [bytes, withRightSums(bytes)] {
            for isConfiguration in [false, true] {
                if let problem = await broken(by: bytes, isConfiguration) { return problem }
            }
        }
        return nil
    }

    /// Each block that looks like a header gets the sum that it should have, or nothing else in it
    /// would ever be read.
    private static func withRightSums(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512)
        where bytes[(start + 257)...].starts(with: "ustar".utf8) {
            let field = start + 148..<start + 156
            bytes.replaceSubrange(field, with: [UInt8](repeating: 0x20, count: 8))
            let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
            let digits = String(sum, radix: 8)
            let text = String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} "
            bytes.replaceSubrange(field, with: text.utf8)
        }
        return bytes
    }

    private static func broken(by bytes: [UInt8], _ isConfiguration: Bool) async -> String? {
        let source = StrictSource(bytes)
        let isZip = bytes.first == UInt8(ascii: "P")
        do {
            let ending = isZip ? "zip" : bytes.first == 0x1F ? "tar.gz" : "tar"
            let archive = try SourceArchive("demo-1.0.\(ending)", source: source, limits: limits)
            let content =
                isConfiguration
                ? try await archive.buildConfiguration() : try await archive.packageInfo()
            if let content, content.count > limits.contentBytes { return "too long" }
        } catch let error as SourceArchiveError {
            if error.description.isEmpty { return "an error without words" }
        } catch let error as WheelError where isZip {
            if error.description.isEmpty { return "an error without words" }
        } catch { return "\(error)" }
        return isZip || source.readLength <= source.size ? nil : "something was read twice"
    }
}
