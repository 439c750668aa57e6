internal import Primitives

/// Transfers over HTTP, all on one thread: retried, redirected, limited and trusted as told.
@safe package actor Client {
    private let loop: TransferLoop
    private let proxies: ProxyEnvironment
    private let retry: RetryPolicy
    private var outages = Outages()
    private let uptime: () -> Duration
    private let clock: any Clock<Duration>
    private let random: @Sendable () -> Double

    package private(set) var statistics = Statistics()

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.asUnownedSerialExecutor()
    }

    /// - Parameters:
    ///   - environment: where the proxy variables are looked up.
    ///   - version: of this program, for the `User-Agent` header.
    ///   - clock: waits before further attempts.
    ///   - random: between 0 and 1, for the length of those waits.
    ///   - localMinute: of the local day, for the bandwidth.
    package init(
        limits: Limits = Limits(), environment: [String: String], version: String,
        clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        localMinute: @escaping @Sendable () -> Int = { LocalTime.minuteOfDay }
    ) {
        loop = TransferLoop(
            limits: limits, userAgent: "wheelbarrow/\(version)", localMinute: localMinute)
        proxies = ProxyEnvironment(environment)
        retry = RetryPolicy(retries: limits.retries)
        uptime = clock.stopwatch()
        self.clock = clock
        self.random = random
        loop.start()
    }

    deinit { loop.stop() }

    /// Fetches a whole body into memory.
    /// - Returns: 200, or 304 where something was known; every other status is thrown.
    package func fetch(_ request: Request) async throws(TransferError) -> Response {
        let body = BodyBuffer(limit: request.bodyLimit, isUnpacked: request.purpose == .page)
        let route = Route(request)
        let head = try await attempts(route, body)
        if head.status == 304 { statistics.notModified += 1 }
        return Response(
            status: head.status, address: route.address, contentType: head.contentType,
            validator: head.validator, body: body.take())
    }

    /// Fetches a part of a resource into memory (RFC 9110 14.2).
    ///
    /// A server that knows no ranges sends the whole, up to the request's limit.
    /// - Returns: the bytes, fewer where the resource ends before, and the resource's size; nil
    ///   where the server does not tell.
    package func fetch(
        _ range: Range<Int64>, of request: Request
    ) async throws(TransferError) -> (bytes: [UInt8], total: Int64?) {
        let part = PartBuffer(range, limit: request.bodyLimit)
        _ = try await attempts(Route(request.unconditional), part)
        let bytes = part.take()
        return (bytes, part.total)
    }

    /// Streams a body into the sink's descriptor.
    ///
    /// Cancelling the task ends the transfer at once. The error's `present` says what is then in
    /// the file, to go on from at the next call.
    package func download(
        _ request: Request, into sink: DownloadSink
    ) async throws(TransferError) -> Receipt {
        let file = FileWriter(sink)
        let route = Route(request.unconditional)
        if file.size > 0, file.size == sink.expectedSize {
            return file.receipt(from: route.address)
        }
        do throws(TransferError) {
            _ = try await attempts(route, file)
            return file.receipt(from: route.address)
        } catch {
            var error = error
            error.present = file.present
            throw error
        }
    }

    /// Asks for a resource, once, on a connection that nothing else uses, until its body begins.
    ///
    /// It is no HEAD, which some servers do not answer, and others without saying why they refuse.
    /// Redirects are not followed. What failed before does not keep it from being sent, and its own
    /// failure keeps nothing else from it.
    package func probe(_ request: Request) async -> Probe {
        let route = Route(request)
        do throws(TransferError) {
            try route.begin()
        } catch {
            return Probe(refused: error)
        }
        var hop = route.hop(proxies)
        hop.isProbe = true
        let transfer = Transfer(hop, receiver: FirstByte())
        await run(transfer)
        count(transfer)
        return Probe(transfer)
    }

    /// Why a request would not be sent at all: a server that it needs was refused before.
    package func objection(to request: Request) -> TransferError? {
        loop.traffic.knownFailure(for: Route(request).hop(proxies)).map { failure in
            Transfer.untrusted(failure, request.address)
        }
    }

    /// The anchors that chains of origins ended in, the latest for each host.
    package var anchors: [AnchorUse] { loop.traffic.anchors }

    /// Starts nothing more, gives what runs until `grace` is over, and cancels the rest.
    package func shutdown(grace: Duration) async {
        let deadline = ContinuousClock.now + grace
        await withCheckedContinuation { loop.traffic.close(by: deadline, $0) }
    }
}
    /// Tells how much time there is for everything, so that nobody waits for longer than that.
    package func limit(to budget: Duration) { budgetEnd = uptime() + budget }

    /// Ends the threads of all clients; to be called before the process ends, after which nothing
    /// may be fetched any more.
    package static func endAll() { TransferThreads.endAll() }


// From a request to its last attempt.
extension Client {
    private func attempts(
        _ route: Route, _ receiver: any BodyReceiver
    ) async throws(TransferError) -> ResponseHead {
        let elapsed = clock.stopwatch()
        let origin = route.request.address.origin
        if let error = outages.refusal(of: origin, at: uptime()) {
            throw error.skipped(for: route.request.address)
        }
        var attempt = 1
        while true {
            do throws(TransferError) {
                let head = try await follow(route, receiver)
                outages.noteAnswer(of: origin)
                return head
            } catch {
                var error = error
                error.attempts = attempt
                error.elapsed = elapsed()
                guard outages.allowsRetry(origin),
                    let delay = retry.delay(after: error, attempt: attempt, random: random())
                else {
                    outages.note(error, of: origin, at: uptime())
                    throw error
                }
                guard await sleep(delay) else { throw error.cancelled }
            }
            statistics.retries += 1
            attempt += 1
        }
    }

    /// - Returns: false when there is no point in going on.
    private func sleep(_ delay: Duration) async -> Bool {
        var rest = delay
        while rest > .zero, !loop.traffic.isClosing {
            // In short pieces, so that a shutdown need not wait.
            guard (try? await clock.sleep(for: min(rest, .seconds(1)))) != nil else { return false }
            rest -= .seconds(1)
        }
        return !loop.traffic.isClosing && !Task.isCancelled
    }

    /// One attempt: the address asked for and wherever it leads.
    private func follow(
        _ route: Route, _ receiver: any BodyReceiver
    ) async throws(TransferError) -> ResponseHead {
        try route.begin()
        while true {
            let head = try await exchange(route, receiver)
            switch head.status {
            case 200, 206: return head
            case 304 where route.request.known != nil: return head
            default: break
            }
            guard head.isRedirect else { throw route.failure(of: head) }
            try route.redirect(to: head.location)
        }
    }

    private func exchange(
        _ route: Route, _ receiver: any BodyReceiver
    ) async throws(TransferError) -> ResponseHead {
        while true {
            let isPartial = !receiver.rangeHeaders.isEmpty
            let transfer = Transfer(route.hop(proxies), receiver: receiver)
            await run(transfer)
            count(transfer)
            if isPartial, transfer.refusal == .restart || transfer.head?.status == 416 {
                try restart(receiver, route)
                continue
            }
            if let failure = transfer.failure(of: route.request.address) { throw failure }
            if let head = transfer.head { return head }
        }
    }

    private func restart(
        _ receiver: any BodyReceiver, _ route: Route
    ) throws(TransferError) {
        do throws(Refusal) {
            try receiver.restart()
        } catch {
            throw error.failure(of: route.request.address)
        }
    }

    private func run(_ transfer: Transfer) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { loop.traffic.submit(transfer, $0) }
        } onCancel: {
            loop.cancel(transfer)
        }
    }

    private func count(_ transfer: Transfer) {
        if transfer.facts.hasSent { statistics.requests += 1 }
        statistics.bytes += transfer.received
    }
}

extension Clock where Duration == Swift.Duration {
    /// - Returns: tells the time since now.
    fileprivate func stopwatch() -> () -> Duration {
        let start = now
        return { start.duration(to: self.now) }
    }
}
