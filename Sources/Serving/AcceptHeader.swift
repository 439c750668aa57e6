/// What a client says it can read (RFC 9110 12.5.1).
struct AcceptHeader {
    private let ranges: [MediaRange]

    /// - Parameter text: the header's value; nil or blank stands for "anything".
    init(_ text: String?) {
        let parts = HeaderList.parts(of: text ?? "")
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
        // The most exact range decides, even when it has the lower quality.
        let best = matches.max { ranges[$0].exactness < ranges[$1].exactness }
        guard let best, ranges[best].quality > 0 else { return nil }
        return (ranges[best].quality, ranges[best].exactness, -best)
    }
}

/// One item of an `Accept` header: a media type, `type/*` or `*/*`, and its quality.
private struct MediaRange {
    static let anything = MediaRange(type: "*", subtype: "*", quality: 1)

    let type: String
    let subtype: String
    /// 0 to 1; 0 means "not this".
    let quality: Double

    private init(type: String, subtype: String, quality: Double) {
        self.type = type
        self.subtype = subtype
        self.quality = quality
    }

    /// - Returns: nil for what is no media range, or has a quality that is none.
    init?(_ text: String) {
        let parts = HeaderList.parts(of: text, separator: UInt8(ascii: ";")).map { $0.lowercased() }
        let names = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2,
            names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(RequestSyntax.isTokenByte) }),
            names[0] != "*" || names[1] == "*", parts.dropFirst().allSatisfy(Self.isClosed)
        else { return nil }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
            .map { Self.quality($0.dropFirst(2)) }
        if case .some(nil) = weight { return nil }
        var subtype = String(names[1])
        // "latest" may be asked for; answers name the version it stands for.
        let latest = "vnd.pypi.simple.latest+"
        if subtype.hasPrefix(latest) {
            subtype = "vnd.pypi.simple.v1+" + subtype.dropFirst(latest.count)
        }
        self.init(type: String(names[0]), subtype: subtype, quality: (weight ?? 1) ?? 1)
    }

    /// Whether a parameter ends with its quotes.
    private static func isClosed(_ parameter: String) -> Bool {
        !parameter.contains("\"") || parameter.hasSuffix("\"") && !parameter.hasSuffix("=\"")
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

    /// 0 for `*/*`, 1 for `type/*`, 2 for a media type.
    var exactness: Int { type == "*" ? 0 : subtype == "*" ? 1 : 2 }

    func matches(_ mediaType: String) -> Bool {
        switch exactness {
        case 0: true
        case 1: mediaType.hasPrefix(type + "/")
        default: mediaType == "\(type)/\(subtype)"
        }
    }
}
