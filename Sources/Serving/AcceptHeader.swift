/// What a client says it can read (RFC 9110 12.5.1).
struct AcceptHeader {
    private let ranges: [MediaRange]

    /// - Parameter text: the header's value; nil or blank stands for "anything".
    init(_ text: String?) {
        // Case does not count in any of it.
        let parts = HeaderList.parts(of: (text ?? "").lowercased()[...])
        ranges = parts.isEmpty ? [MediaRange.anything] : parts.compactMap { MediaRange($0) }
    }

    /// The forms that this client reads, the one it likes best first; none where it reads none of ours.
    ///
    /// Equal qualities are decided by how exactly a form was named, then by what was named first.
    var preferred: [PageMediaType] {
        let candidates = PageMediaType.allCases.compactMap { form in
            rank(of: form).map { rank in (form: form, rank: rank) }
        }
        return candidates.sorted { $0.rank > $1.rank }.map(\.form)
    }

    private func rank(of form: PageMediaType) -> (quality: Double, exactness: Int, order: Int)? {
        let matches = ranges.indices.filter { ranges[$0].matches(form.name) }
        // The most exact range decides, even when it has the lower quality. Of two as exact, which
        // name one form and the latest, the better one does.
        let best = matches.max {
            (ranges[$0].exactness, ranges[$0].quality) < (ranges[$1].exactness, ranges[$1].quality)
        }
        guard let best, ranges[best].quality > 0 else { return nil }
        return (ranges[best].quality, ranges[best].exactness, -best)
    }
}

/// One item of an `Accept` header: a media type, `type/*` or `*/*`, and its quality.
private struct MediaRange {
    static let anything = MediaRange(name: "*/*", exactness: 0, quality: 1)
    /// May be asked for; answers name the version it stands for.
    private static let latest = "application/vnd.pypi.simple.latest+"
    private static let slash = UInt8(ascii: "/")

    private let name: Substring
    /// 0 for `*/*`, 1 for `type/*`, 2 for a media type.
    let exactness: Int
    /// 0 to 1; 0 means "not this".
    let quality: Double

    private init(name: Substring, exactness: Int, quality: Double) {
        self.name = name
        self.exactness = exactness
        self.quality = quality
    }

    /// - Parameter text: in lower case.
    /// - Returns: nil for what is no media range, or has a quality that is none.
    init?(_ text: Substring) {
        let parts = HeaderList.parts(of: text, separator: UInt8(ascii: ";"))
        guard let name = parts.first, let exactness = Self.exactness(name),
            parts.dropFirst().allSatisfy(Self.isClosed)
        else { return nil }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
            .map { Self.quality($0.dropFirst(2)) }
        if case .some(nil) = weight { return nil }
        let isLatest = name.hasPrefix(Self.latest)
        self.init(
            name: isLatest
                ? "application/vnd.pypi.simple.v1+" + name.dropFirst(Self.latest.count) : name,
            exactness: exactness, quality: (weight ?? 1) ?? 1)
    }

    /// - Returns: nil for what is not two tokens, of which the first alone may not stand for any.
    private static func exactness(_ name: Substring) -> Int? {
        let words = name.utf8.split(separator: slash, omittingEmptySubsequences: false)
        guard words.count == 2, words.allSatisfy({ !$0.isEmpty }),
            words.joined().allSatisfy(RequestSyntax.isTokenByte)
        else { return nil }
        let (isAnyType, isAnySubtype) = (isAny(words[0]), isAny(words[1]))
        return isAnyType ? isAnySubtype ? 0 : nil : isAnySubtype ? 1 : 2
    }

    private static func isAny(_ word: Substring.UTF8View) -> Bool {
        word.elementsEqual(CollectionOfOne(UInt8(ascii: "*")))
    }

    /// Whether a parameter ends with its quotes.
    private static func isClosed(_ parameter: Substring) -> Bool {
        let quote = UInt8(ascii: "\"")
        return !parameter.utf8.contains(quote)
            || parameter.utf8.last == quote && !parameter.hasSuffix("=\"")
    }

    /// Reads `0` to `1` with three digits at most (RFC 9110 12.4.2).
    private static func quality(_ text: Substring) -> Double? {
        let digits = text.utf8.dropFirst(2)
        guard text.utf8.count <= 5, text.hasPrefix("0") || text.hasPrefix("1"),
            text.utf8.count == 1 || text.utf8.dropFirst().first == UInt8(ascii: "."),
            digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Double(digits.isEmpty ? text.prefix(1) : text), value <= 1
        else { return nil }
        return value
    }

    func matches(_ mediaType: String) -> Bool {
        switch exactness {
        case 0: true
        case 1: mediaType.utf8.starts(with: name.utf8.dropLast())
        default: mediaType.utf8.elementsEqual(name.utf8)
        }
    }
}
