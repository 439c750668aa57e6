import Primitives

/// How long a mirror keeps what it no longer shows.
package struct Retention: Hashable, Sendable {
    /// Generations, the live one included.
    package var keepGenerations: Int
    package var grace: Duration

    package init(keepGenerations: Int = 3, grace: Duration = .seconds(14 * 86_400)) {
        self.keepGenerations = keepGenerations
        self.grace = grace
    }

    /// The generations to keep of those given: the newest, the live and the held one.
    package func kept(_ generations: [GenerationRecord], live: Int?, held: Int?) -> Set<Int> {
        let newest = generations.map(\.number).sorted().suffix(max(1, keepGenerations))
        return Set(newest).union([live, held].compactMap(\.self))
    }

    /// When the generation lost its place among those that are kept: at the swap that pushed it
    /// out, or when it ceased to be live after that.
    func letGo(_ generation: GenerationRecord, among generations: [GenerationRecord]) -> Instant? {
        let newer = generations.filter { $0.number > generation.number }
            .sorted { $0.number < $1.number }
        let place = max(1, keepGenerations) - 1
        guard place < newer.count else { return generation.leftLiveAt }
        return [newer[place].publishedAt, generation.leftLiveAt].compactMap(\.self).max()
    }
}
