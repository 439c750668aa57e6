import NIOCore
import NIOHTTP1
import Primitives

/// One client's connection: a request is answered once the answer before it has gone out.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private enum Phase {
        case reading, answering
        /// Nothing more is answered; what comes is thrown away until the client has closed, too.
        case lingering
        case closed
    }

    /// What becomes of the connection after an answer.
    private enum Sequel {
        case kept, closed
        /// Closed, but the client may still be sending: closed at once, the answer would be lost
        /// with the reset (RFC 9112 9.6).
        case lingering
    }

    private let mirror: MirrorHandler
    private let limits: ServingLimits
    private let journal: ServingJournal
    private let now: @Sendable () -> Instant

    private var phase = Phase.reading
    private var reader = HeadReader()
    private var client = "-"
    /// Whether the time for a head runs, as it does from the beginning.
    private var isHeadAwaited = true
    private var isProceeding = false
    private var hasInputEnded = false
    /// Whether the server is about to end.
    private var isLast = false
    private var alarm = Alarm()
    private var delivery: Delivery?
    private var headway = Headway()
    private let taste = ClientTaste()

    init(
        _ mirror: MirrorHandler, _ limits: ServingLimits, _ journal: ServingJournal,
        now: @escaping @Sendable () -> Instant
    ) {
        self.mirror = mirror
        self.limits = limits
        self.journal = journal
        self.now = now
    }

    func channelActive(context: ChannelHandlerContext) {
        if isLast { return close(context) }
        client = context.remoteAddress?.ipAddress ?? client
        wake(context, in: limits.head)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .reading || phase == .answering else { return }
        reader.append(unwrapInboundIn(data).readableBytesView)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch phase {
        case .reading: proceed(context)
        case .lingering: context.read()
        case .answering, .closed: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            hasInputEnded = true
            if phase == .reading { proceed(context) }
            if phase == .lingering { close(context) }
        case is ChannelShouldQuiesceEvent:
            isLast = true
            if phase != .answering { close(context) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// The server ends before the answer does.
    func close(
        context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
    ) {
        delivery?.settle(context)
        context.close(mode: mode, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context) }

    func channelInactive(context: ChannelHandlerContext) {
        phase = .closed
        alarm.cancel()
    }

    /// Answers what has come, one after another, and asks for more.
    private func proceed(_ context: ChannelHandlerContext) {
        // An answer that goes out at once comes back here: many requests would pile up the stack.
        guard !isProceeding else { return }
        isProceeding = true
        defer { isProceeding = false }
        while phase == .reading {
            do throws(RequestFault) {
                guard let request = try reader.next() else { return wait(context) }
                answer(request, context)
            } catch {
                refuse(error, context)
            }
        }
    }

    private func wait(_ context: ChannelHandlerContext) {
        if hasInputEnded { return close(context) }
        if !reader.isEmpty, !isHeadAwaited {
            isHeadAwaited = true
            wake(context, in: limits.head)
        }
        context.read()
    }

    private func answer(_ request: Request, _ context: ChannelHandlerContext) {
        let head = request.head
        let isKept = request.isKept && !isLast
        var answer = mirror.answer(to: request, of: taste, now: now())
        if !isKept {
            answer.headers.add(name: "Connection", value: "close")
        } else if head.version.minor == 0 {
            answer.headers.add(name: "Connection", value: "keep-alive")
        }
        if !request.wantsContent { answer.body = .none }
        let mayMoreCome = request.hasBody || !reader.isEmpty
        send(
            answer, to: "\(head.method.rawValue) \(head.target) \(head.version)",
            then: isKept ? .kept : mayMoreCome ? .lingering : .closed, context)
    }

    /// Nothing that follows on the connection can be understood.
    private func refuse(_ fault: RequestFault, _ context: ChannelHandlerContext) {
        var answer = MirrorAnswer(fault)
        answer.headers.add(name: "Connection", value: "close")
        let line = reader.firstLine
        if line.hasPrefix("HEAD ") { answer.body = .none }
        send(answer, to: line, then: .lingering, context)
    }

    private func send(
        _ answer: MirrorAnswer, to request: @autoclosure @escaping () -> String,
        then sequel: Sequel,
        _ context: ChannelHandlerContext
    ) {
        phase = .answering
        let time = now()
        if let failure = answer.failure { journal.note(failure, at: time) }
        let delivery = Delivery(answer.body) { [self] delivery, error in
            self.delivery = nil
            if let failure = error.flatMap(delivery.failure) { journal.note(failure, at: now()) }
            journal.note(
                AnswerRecord(
                    at: time, client: client, request: request(), status: Int(answer.status.code),
                    bytes: delivery.sent))
            error == nil ? conclude(sequel, context) : close(context)
        }
        self.delivery = delivery
        headway = Headway()
        wake(context, in: Headway.period(limits.stall))
        delivery.begin(with: answer.beginning(at: time), context)
    }

    private func conclude(_ sequel: Sequel, _ context: ChannelHandlerContext) {
        guard phase == .answering else { return }
        switch sequel {
        case .kept where !isLast:
            phase = .reading
            isHeadAwaited = false
            wake(context, in: limits.idle)
            proceed(context)
        case .lingering where !hasInputEnded:
            phase = .lingering
            wake(context, in: limits.linger)
            context.close(mode: .output, promise: nil)
            context.read()
        case .kept, .lingering, .closed: close(context)
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        guard phase != .closed else { return }
        phase = .closed
        alarm.cancel()
        delivery?.settle(context)
        context.close(promise: nil)
    }

    private func wake(_ context: ChannelHandlerContext, in time: TimeAmount) {
        alarm.set(in: time, on: context.eventLoop) { [self] in expire(context) }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch phase {
        case .reading where !reader.isEmpty: refuse(.late, context)
        case .answering where isUnderWay(context):
            wake(context, in: Headway.period(limits.stall))
        case .reading, .answering, .lingering: close(context)
        case .closed: break
        }
    }

    private func isUnderWay(_ context: ChannelHandlerContext) -> Bool {
        guard let delivery, delivery.isIntact else { return false }
        return headway.goes(on: delivery.progress(context), within: limits.stall)
    }
}
