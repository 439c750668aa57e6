/// What a client says it can read (RFC 9110 12.5.1).
struct AcceptHeader {
    private let ranges: [MediaRange]

    /// - Parameter text: the header's value; nil or blank stands for "anything".
    init(_ text: String?) {
        let bytes = (text ?? "").utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let parts = bytes.split(separator: UInt8(ascii: ","))
        ranges = bytes.isEmpty ? [MediaRange.anything] : parts.compactMap { MediaRange($0) }
    }

    /// The form this client likes best; nil when it reads none of ours.
    ///
    /// Equal qualities are decided by how exactly a form was named, then by what was named first.
    var preferred: PageMediaType? {
        let candidates = PageMediaType.allCases.compactMap { form in
            rank(of: form).map { rank in (form: form, rank: rank) }
        }
        return candidates.max { $0.rank < $1.rank }?.form
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

    /// - Parameter bytes: in small letters, without blanks.
    /// - Returns: nil for what is no media range or has no readable quality.
    init?(_ bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: ";"))
        let names = (parts.first ?? []).split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
        let weight =
            parts.dropFirst().first { $0.starts(with: "q=".utf8) }
            .map { Double(Self.text($0.dropFirst(2))) } ?? 1
        guard let weight, (0...1).contains(weight) else { return nil }
        var subtype = Self.text(names[1])
        // "latest" may be asked for; answers name the version it stands for.
        let latest = "vnd.pypi.simple.latest+"
        if subtype.hasPrefix(latest) {
            subtype = "vnd.pypi.simple.v1+" + subtype.dropFirst(latest.count)
        }
        self.init(type: Self.text(names[0]), subtype: subtype, quality: weight)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
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
