/// What a client says it can read (RFC 9110 12.5.1).
struct AcceptHeader {
    private let ranges: [MediaRange]

    /// - Parameter text: the header's value; nil or blank stands for "anything".
    init(_ text: String?) {
        let parts = (text ?? "").split(separator: ",").compactMap { MediaRange($0) }
        let isBlank = (text ?? "").allSatisfy { $0 == " " || $0 == "\t" }
        ranges = isBlank ? [MediaRange.anything] : parts
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

    /// - Returns: nil for what is no media range or has no readable quality.
    init?(_ text: Substring) {
        var parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
        guard !parts.isEmpty else { return nil }
        let names = parts.removeFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
        let weight = parts.first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) } ?? 1
        guard let weight, (0...1).contains(weight) else { return nil }
        // "latest" may be asked for; answers name the version it stands for.
        let subtype = names[1].replacing("vnd.pypi.simple.latest+", with: "vnd.pypi.simple.v1+")
        self.init(type: String(names[0]), subtype: String(subtype), quality: weight)
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
