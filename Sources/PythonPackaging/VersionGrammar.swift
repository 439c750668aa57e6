/// The grammar of versions (PEP 440, appendix B). Each function takes the longest match that
/// stands at the cursor, or leaves the cursor where it is.
extension ByteCursor {
    mutating func takeVersion(allowingLocal: Bool = true) -> Version? {
        guard let (epoch, release) = takeRelease() else { return nil }
        if isAtEnd { return Version(epoch: epoch, release: release) }
        return takeSuffixes(epoch: epoch, release: release, allowingLocal: allowingLocal)
    }

    /// `v`, epoch and release.
    mutating func takeRelease() -> (epoch: VersionNumber, release: [VersionNumber])? {
        let start = position
        _ = takeIgnoringCase("v")
        guard let first = takeNumber() else {
            position = start
            return nil
        }
        var epoch: VersionNumber = 0
        var release = [first]
        let epochEnd = position
        if take("!") {
            if let number = takeNumber() {
                epoch = first
                release = [number]
            } else {
                position = epochEnd
            }
        }
        while let number = takeNumber(after: UInt8(ascii: ".")) { release.append(number) }
        return (epoch, release)
    }

    /// Everything that may follow the release.
    mutating func takeSuffixes(
        epoch: VersionNumber, release: [VersionNumber], allowingLocal: Bool
    ) -> Version {
        let pre = takePrerelease()
        let post = takePost()
        let dev = takeLettered(["dev"])?.number
        let local = allowingLocal ? takeLocal() : []
        return Version(
            epoch: epoch, release: release, pre: pre, post: post, dev: dev, local: local)
    }

    private mutating func takePrerelease() -> Version.Prerelease? {
        // Longer spellings first: `preview` before `pre`, `alpha` before `a`.
        let words = ["alpha", "a", "beta", "b", "preview", "pre", "c", "rc"]
        guard let (word, number) = takeLettered(words) else { return nil }
        switch word {
        case "alpha", "a": return .init(phase: .alpha, number: number)
        case "beta", "b": return .init(phase: .beta, number: number)
        default: return .init(phase: .candidate, number: number)
        }
    }

    private mutating func takePost() -> VersionNumber? {
        takeNumber(after: UInt8(ascii: "-")) ?? takeLettered(["post", "rev", "r"])?.number
    }

    /// A separator, one of `words`, a separator, a number, all but the word optional.
    private mutating func takeLettered(_ words: [String]) -> (word: String, number: VersionNumber)?
    {
        guard next != nil else { return nil }
        let start = position
        takeSeparator()
        guard let word = words.first(where: { takeIgnoringCase($0) }) else {
            position = start
            return nil
        }
        takeSeparator()
        return (word, takeNumber() ?? 0)
    }

    private mutating func takeLocal() -> [Version.LocalSegment] {
        let start = position
        guard take("+"), let first = takeLocalSegment() else {
            position = start
            return []
        }
        var segments = [first]
        while true {
            let end = position
            guard takeSeparator(), let segment = takeLocalSegment() else {
                position = end
                return segments
            }
            segments.append(segment)
        }
    }

    private mutating func takeLocalSegment() -> Version.LocalSegment? {
        let start = position
        guard takeWhile(\.isASCIIAlphanumeric) > 0 else { return nil }
        let segment = bytes[start..<position]
        if segment.allSatisfy(\.isASCIIDigit) { return .number(VersionNumber(digits: segment)) }
        return .text(String(decoding: segment.map(\.asciiLowercased), as: UTF8.self))
    }

    @discardableResult
    private mutating func takeSeparator() -> Bool {
        guard let next, next.isSeparator else { return false }
        position += 1
        return true
    }

    private mutating func takeNumber() -> VersionNumber? {
        let start = position
        guard takeWhile(\.isASCIIDigit) > 0 else { return nil }
        return VersionNumber(digits: bytes[start..<position])
    }

    private mutating func takeNumber(after separator: UInt8) -> VersionNumber? {
        guard next == separator else { return nil }
        position += 1
        if let number = takeNumber() { return number }
        position -= 1
        return nil
    }
}
