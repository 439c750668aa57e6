internal import CCurl
internal import Cryptography
internal import Primitives

/// The transfers of a client: which wait, which run, and what ends them.
///
/// Touched on the loop's thread only.
final class Traffic {
    /// What the thread may do until the next turn.
    enum Rest {
        /// Wait for the network, but no longer than this.
        case network(Duration)
        /// Let the network wait: the bandwidth of the moment is used up.
        case idle(Duration)
    }

    private let limits: Limits
    private let localMinute: @Sendable () -> Int
    private var options: TransferOptions
    private let multi: MultiHandle
    private let arrivals = Arrivals()

    private var queue: TransferQueue
    private var running: [ObjectIdentifier: Transfer] = [:]
    private var spare: [EasyHandle] = []
    private let breaker = TrustBreaker()
    private var anchorsByHost: [String: Certificate] = [:]

    private var bucket: TokenBucket
    /// Goes on only while bytes may arrive, so that a pause for bandwidth is no stall.
    private var networkTime: Duration = .zero
    private var lastTurn: ContinuousClock.Instant
    private var wasIdle = false
    private var nextCheck: ContinuousClock.Instant
    private let checkInterval: Duration

    private var deadline: ContinuousClock.Instant?
    private var closers: [CheckedContinuation<Void, Never>] = []

    init(
        limits: Limits, multi: MultiHandle, userAgent: String,
        localMinute: @escaping @Sendable () -> Int
    ) {
        let now = ContinuousClock.now
        self.limits = limits
        self.localMinute = localMinute
        options = TransferOptions(limits: limits, userAgent: userAgent)
        self.multi = multi
        queue = TransferQueue(limits: limits)
        bucket = TokenBucket(rate: nil, at: now)
        lastTurn = now
        nextCheck = now
        checkInterval = min(.milliseconds(500), max(.milliseconds(10), limits.stallTimeout / 8))
    }

    /// Why nothing may be sent; nil where it may.
    func knownFailure(for hop: Hop) -> TrustFailure? { breaker.failure(for: hop) }

    var isClosing: Bool { deadline != nil }

    var anchors: [AnchorUse] {
        anchorsByHost.map { AnchorUse(host: $0, certificate: $1) }.sorted { $0.host < $1.host }
    }

    /// Queues a transfer; the continuation is resumed when it has ended, however it does.
    func submit(_ transfer: Transfer, _ continuation: CheckedContinuation<Void, Never>) {
        transfer.continuation = continuation
        transfer.arrivals = arrivals
        transfer.breaker = breaker
        if isClosing {
            end(transfer, .cancelled)
        } else if let failure = knownFailure(for: transfer.hop) {
            end(transfer, .untrusted(failure))
        } else {
            queue.append(transfer)
        }
    }

    func cancel(_ transfer: Transfer) {
        if !transfer.hasEnded { end(transfer, .cancelled) }
    }

    /// Ends what waits for an origin that is not to be asked at the moment.
    ///
    /// - Parameter isEager: whether the origin answers too many at a time.
    func recall(_ origin: Origin, slowingDown isEager: Bool) {
        if isEager { queue.slowDown(origin) }
        for transfer in queue.remove(where: { $0.hop.address.origin == origin && !$0.hop.isProbe })
        {
            end(transfer, .recalled)
        }
    }

    /// Starts nothing more, and cancels what still runs at the deadline.
    func close(by deadline: ContinuousClock.Instant, _ closer: CheckedContinuation<Void, Never>) {
        self.deadline = min(deadline, self.deadline ?? deadline)
        closers.append(closer)
        for transfer in queue.remove(where: { _ in true }) { end(transfer, .cancelled) }
    }

    /// Starts, moves and ends what can be, once.
    func turn(at now: ContinuousClock.Instant) -> Rest {
        if !wasIdle { networkTime += now - lastTurn }
        lastTurn = now
        if now >= nextCheck { check(at: now) }
        let pause = bucket.delay(at: now)
        wasIdle = pause > .zero
        if !wasIdle { move() }
        finishClosing(at: now)
        let longest = longestRest(at: now)
        return wasIdle ? .idle(min(pause, longest)) : .network(longest)
    }

    private func longestRest(at now: ContinuousClock.Instant) -> Duration {
        guard !running.isEmpty else { return .seconds(60) }
        guard let deadline else { return checkInterval }
        return min(checkInterval, max(deadline - now, .milliseconds(1)))
    }

    private func move() {
        arrivals.allowance = bucket.allowance
        for transfer in arrivals.takePaused() { transfer.easy?.goOn() }
        while let transfer = queue.next() { start(transfer) }
        multi.perform()
        for transfer in arrivals.takeAnswered() {
            queue.learn(transfer, isMultiplexed: transfer.easy?.isMultiplexed ?? false)
        }
        while let (transfer, code) = multi.nextEnded() { finish(transfer, code) }
        bucket.spend(arrivals.takeBytes())
    }

    private func check(at now: ContinuousClock.Instant) {
        nextCheck = now + checkInterval
        if let bytesPerSecond = limits.bandwidth.bytesPerSecond {
            let rate = bytesPerSecond(localMinute())
            bucket.setRate(rate, at: now)
            options.socketBuffer = rate.map { Int(min(max($0 / 8, 32 << 10), 1 << 20)) }
        }
        for transfer in running.values
        where transfer.hasStalled(at: networkTime, timeout: limits.stallTimeout) {
            end(transfer, .stalled(limits.stallTimeout))
        }
        // One slow answer is no reason for the rest to wait.
        for transfer in running.values where transfer.hasBeenSilent() {
            queue.learnNothing(transfer)
        }
    }

    private func finishClosing(at now: ContinuousClock.Instant) {
        guard let deadline else { return }
        if now >= deadline {
            for transfer in running.values { end(transfer, .cancelled) }
        }
        guard running.isEmpty else { return }
        for closer in closers { closer.resume() }
        closers = []
    }

    /// Lets go of all that belongs to libcurl, before the thread ends.
    func dismantle() {
        for transfer in running.values { end(transfer, .cancelled) }
        spare = []
    }
}

// From a handle's start to its end.
extension Traffic {
    private func start(_ transfer: Transfer) {
        let easy = spare.popLast() ?? makeHandle()
        transfer.easy = easy
        transfer.isOfKnownOrigin = queue.hasAnswered(transfer)
        transfer.awaitsConnection = queue.mayMultiplex(transfer)
        options.apply(transfer, to: easy)
        running[ObjectIdentifier(transfer)] = transfer
        multi.add(easy)
    }

    private func makeHandle() -> EasyHandle {
        let easy = EasyHandle()
        options.prepare(easy)
        return easy
    }

    private func finish(_ transfer: Transfer, _ code: CURLcode) {
        transfer.end(code)
        if !transfer.isAnswered { queue.learnNothing(transfer) }
        let failure = transfer.trustFailure
        if let (host, anchor) = transfer.anchor { anchorsByHost[host] = anchor }
        release(transfer)
        if transfer.hop.isProbe { return }
        if let failure { refuse(failure.endpoint, failure.failure) }
    }

    private func end(_ transfer: Transfer, _ ending: Transfer.Ending) {
        transfer.end(ending)
        if case .stalled = ending { queue.learnNothing(transfer) }
        release(transfer)
    }

    private func release(_ transfer: Transfer) {
        if running.removeValue(forKey: ObjectIdentifier(transfer)) != nil {
            queue.ended(transfer)
        }
        if let easy = transfer.easy {
            multi.remove(easy)
            spare.append(easy)
            transfer.easy = nil
        }
        transfer.continuation?.resume()
        transfer.continuation = nil
    }

    /// A trust failure is final: whatever else would meet it is spared the connection.
    private func refuse(_ endpoint: Endpoint, _ failure: TrustFailure) {
        breaker.note(failure, of: endpoint)
        func isSpared(_ transfer: Transfer) -> Bool {
            !transfer.hop.isProbe && transfer.hop.endpoints.contains(endpoint)
        }
        let waiting = queue.remove(where: isSpared)
        let connecting = running.values.filter { $0.easy?.hasSent == false && isSpared($0) }
        for transfer in waiting + connecting {
            end(transfer, .untrusted(failure.repeated))
        }
    }
}
