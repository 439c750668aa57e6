/// A set of a project's eligible releases, as places in their list, newest first: what PEP 440's
/// specifiers leave of a list is exact whatever they are, `!=1.*` and local versions too.
struct VersionSet: Hashable, Sendable {
    /// How many releases there are in all.
    let universe: Int
    private var words: [UInt64]

    init(none universe: Int) {
        self.universe = universe
        words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    }

    init(all universe: Int) {
        self = VersionSet(none: universe).complement
    }

    init(_ places: some Sequence<Int>, of universe: Int) {
        self.init(none: universe)
        for place in places { insert(place) }
    }

    init(_ place: Int, of universe: Int) {
        self.init(CollectionOfOne(place), of: universe)
    }

    mutating func insert(_ place: Int) {
        words[place / 64] |= 1 << UInt64(place % 64)
    }

    func contains(_ place: Int) -> Bool {
        words[place / 64] & (1 << UInt64(place % 64)) != 0
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    var isAll: Bool { count == universe }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The place of the newest release.
    var first: Int? {
        guard let index = words.firstIndex(where: { $0 != 0 }) else { return nil }
        return index * 64 + words[index].trailingZeroBitCount
    }

    /// Ascending, so from the newest release on.
    var places: [Int] { (0..<universe).filter(contains) }

    var complement: VersionSet {
        var result = self
        for index in words.indices { result.words[index] = ~words[index] }
        // Bits beyond the universe stay clear.
        if universe % 64 != 0 { result.words[words.count - 1] &= (1 << UInt64(universe % 64)) - 1 }
        return result
    }

    func intersection(_ other: VersionSet) -> VersionSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    func union(_ other: VersionSet) -> VersionSet {
        var result = self
        for index in words.indices { result.words[index] |= other.words[index] }
        return result
    }

    func subtracting(_ other: VersionSet) -> VersionSet {
        var result = self
        for index in words.indices { result.words[index] &= ~other.words[index] }
        return result
    }

    func isSubset(of other: VersionSet) -> Bool {
        words.indices.allSatisfy { words[$0] & ~other.words[$0] == 0 }
    }

    func isDisjoint(with other: VersionSet) -> Bool {
        words.indices.allSatisfy { words[$0] & other.words[$0] == 0 }
    }
}
