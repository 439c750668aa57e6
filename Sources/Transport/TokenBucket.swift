/// A rate shared by everything that draws from it: it may be overdrawn, and then has to be
/// waited for.
struct TokenBucket {
    /// Bytes a second; nil: no limit.
    private(set) var rate: Int64?
    private var tokens: Double = 0
    private var updated: ContinuousClock.Instant

    /// What may gather while nothing is drawn.
    private static let burstSeconds = 0.25

    init(rate: Int64?, at now: ContinuousClock.Instant) {
        self.rate = rate
        updated = now
    }

    mutating func setRate(_ rate: Int64?, at now: ContinuousClock.Instant) {
        guard rate != self.rate else { return }
        refill(at: now)
        self.rate = rate
    }

    /// What may be received before the next look at the clock; nil: anything.
    var allowance: Int64? { rate == nil ? nil : Int64(max(0, tokens)) }

    mutating func spend(_ bytes: Int64) {
        if rate != nil { tokens -= Double(bytes) }
    }

    /// How long nothing should be received; zero: go on.
    mutating func delay(at now: ContinuousClock.Instant) -> Duration {
        refill(at: now)
        guard let rate, tokens < 0 else { return .zero }
        return .seconds(-tokens / Double(max(rate, 1)))
    }

    private mutating func refill(at now: ContinuousClock.Instant) {
        defer { updated = now }
        guard let rate else {
            tokens = 0
            return
        }
        let gained = Double(rate) * ((now - updated) / .seconds(1))
        tokens = min(tokens + gained, Double(rate) * Self.burstSeconds)
    }
}
