internal import Primitives

/// Transfers over HTTP, all on one thread: retried, redirected, limited and trusted as told.
@safe package actor Client {
    private let loop: TransferLoop
    private let proxies: ProxyEnvironment
    private let retry: RetryPolicy
    private var outages = Outages()
    private var pauses = Pauses()
    private var fallback = ProtocolFallback()
    /// When the time that there is for everything is over.
    private var budgetEnd: Duration?
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
            validator: head.validator, serial: head.serial, body: body.take())
    }

    /// Fetches a part of a resource into memory (RFC 9110 14.2), or the whole into a sink where the
    /// server sends nothing less.
    ///
    /// - Parameter open: called once when the whole comes; nil where there is no place for it, which
    ///   fails as a disk does.
    package func fetch(
        _ range: Range<Int64>, of request: Request,
        orWholeInto open: @escaping @Sendable () -> DownloadSink?
    ) async throws(TransferError) -> PartAnswer {
        let part = PartBuffer(range, orWholeInto: open)
        let route = Route(request.unconditional)
        _ = try await attempts(route, part)
        if let whole = part.whole { return .whole(whole.receipt(from: route.address)) }
        return .part(part.take(), total: part.total ?? 0)
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
            if let limit = sink.sizeLimit, file.size > limit {
                throw TransferError(
                    .tooLarge(limit: limit), request.address, reason: "the file is too large")
            }
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
        var transfer = Transfer(hop, receiver: FirstByte())
        await run(transfer)
        count(transfer)
        if transfer.hasLostHTTP2 {
            transfer = Transfer(hop, receiver: FirstByte())
            transfer.mayUseHTTP2 = false
            await run(transfer)
            count(transfer)
        }
        return Probe(transfer)
    }

    /// Why a request would not be sent at all: a server that it needs was refused before.
    package func objection(to request: Request) -> TransferError? {
        loop.traffic.knownFailure(for: Route(request).hop(proxies)).map { failure in
            Transfer.untrusted(failure, request.address)
        }
    }

    /// Tells how much time there is for everything, so that nobody waits for longer than that.
    package func limit(to budget: Duration) { budgetEnd = uptime() + budget }

    /// Ends the threads of all clients; to be called before the process ends, after which nothing
    /// may be fetched any more.
    package static func endAll() { TransferThreads.endAll() }

    /// What people should know of the way to servers that did answer.
    package var notes: [String] { fallback.notes }

    /// The anchors that chains of origins ended in, the latest for each host.
    package var anchors: [AnchorUse] { loop.traffic.anchors }

    /// Starts nothing more, gives what runs until `grace` is over, and cancels the rest.
    package func shutdown(grace: Duration) async {
        let deadline = ContinuousClock.now + grace
        await withCheckedContinuation { loop.traffic.close(by: deadline, $0) }
    }
}

// From a request to its last attempt.
extension Client {
    private func attempts(
        _ route: Route, _ receiver: any BodyReceiver
    ) async throws(TransferError) -> ResponseHead {
        let elapsed = clock.stopwatch()
        var attempt = 1
        while true {
            do throws(TransferError) {
                return try await follow(route, receiver)
            } catch {
                var error = error
                if !error.isSkipped { error.attempts = attempt }
                error.elapsed = elapsed()
                let random = random()
                let origin = route.address.origin
                if !error.isSkipped, error.isPauseOfOrigin {
                    let end = uptime() + retry.wait(after: error, attempt: attempt, random: random)
                    pauses.note(error, of: origin, until: end)
                    loop.traffic.recall(origin, slowingDown: true)
                }
                guard !error.isSkipped, !outages.isDown(origin),
                    let delay = retry.delay(
                        after: error, attempt: attempt, random: random, rest: restOfBudget)
                else { throw error }
                guard await wait(delay, for: origin) else { throw error.cancelled }
            }
            statistics.retries += 1
            attempt += 1
        }
    }

    /// Waits without a place, in short pieces, so that neither a shutdown nor an outage is missed.
    /// - Returns: false when there is no point in going on.
    private func wait(_ delay: Duration, for origin: Origin) async -> Bool {
        await Places.lending {
            var rest = delay
            while rest > .zero, !loop.traffic.isClosing, !outages.isDown(origin) {
                let piece = min(rest, .seconds(1))
                guard (try? await clock.sleep(for: piece)) != nil else { return }
                rest -= piece
            }
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
            guard head.isRedirect else { throw route.failure(of: head, through: proxies) }
            try route.redirect(to: head.location)
        }
    }

    private func exchange(
        _ route: Route, _ receiver: any BodyReceiver
    ) async throws(TransferError) -> ResponseHead {
        while true {
            try await admit(route)
            let transfer = Transfer(
                route.hop(proxies), receiver: receiver, asksForWhole: route.asksForWhole)
            transfer.mayUseHTTP2 = fallback.mayUseHTTP2(to: route.address.origin)
            await run(transfer)
            if transfer.isRecalled { continue }
            count(transfer)
            if fallback.isWanted(after: transfer, to: route.address.origin) { continue }
            let isPart = !transfer.rangeHeaders.isEmpty
            let failure = transfer.failure(of: route.request.address)
            let answer = transfer.head.flatMap { route.badAnswer($0, through: proxies) }
            note(failure ?? answer, of: route.address.origin)
            if isPart, transfer.refusal == .restart || transfer.head?.status == 416 {
                try restart(receiver, route)
            } else if isPart, let head = transfer.head, head.status >= 400 {
                let error = failure ?? route.failure(of: head, through: proxies)
                // Whoever wants to be left alone is not asked once more at once.
                guard !error.isPauseOfOrigin else {
                    route.noteRefusedPart()
                    throw error
                }
                route.askForWhole()
            } else {
                if let failure { throw failure }
                if let head = transfer.head { return head }
            }
        }
    }

    /// Waits until the address at hand may be asked.
    private func admit(_ route: Route) async throws(TransferError) {
        let origin = route.address.origin
        let asked = route.request.address
        while true {
            if let error = outages.refusal(of: origin, at: uptime()) {
                throw error.skipped(for: asked, as: origin, "is down")
            }
            guard let pause = pauses.pause(of: origin, at: uptime()), !loop.traffic.isClosing else {
                return
            }
            let mayWait = pause.rest <= RetryPolicy.longestWait(restOfBudget) + .seconds(1)
            guard mayWait else {
                throw pause.error.skipped(for: asked, as: origin, "asks to be left alone")
            }
            guard await wait(pause.rest, for: origin) else {
                throw TransferError(.cancelled, asked, reason: "cancelled")
            }
        }
    }

    private var restOfBudget: Duration? { budgetEnd.map { max(.zero, $0 - uptime()) } }

    /// - Parameter error: nil where the origin answered as it should.
    private func note(_ error: TransferError?, of origin: Origin) {
        guard let error else { return outages.noteAnswer(of: origin) }
        if outages.note(error, of: origin, at: uptime()) {
            loop.traffic.recall(origin, slowingDown: false)
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
