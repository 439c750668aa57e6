internal import CCurl
internal import Cryptography

/// One request on its way: what libcurl's callbacks work on until it has ended.
///
/// Touched on the loop's thread only.
final class Transfer: @unchecked Sendable {
    enum Ending {
        /// libcurl is through with it, successfully or not.
        case done(CURLcode, message: String)
        case cancelled
        case stalled(Duration)
        case untrusted(TrustFailure)
        /// Nothing was sent: its origin is not to be asked at the moment.
        case recalled
    }

    /// What becomes of a piece of a body.
    enum Intake {
        case taken
        /// It has to come again later.
        case postponed
        /// The transfer ends.
        case refused
    }

    /// Bytes of an unwanted body beyond which a new connection costs less.
    private static let mostDiscarded = 128 << 10
    /// Bytes of an unwanted body that are kept.
    private static let longestExcerpt = 1 << 10
    /// Bytes of all header lines; libcurl 7.88 itself limits a single line only.
    private static let mostHeaderBytes = 300 << 10

    let hop: Hop
    let receiver: any BodyReceiver
    /// Of the request for a part; empty: the whole is asked for.
    let rangeHeaders: [String]
    /// Whether its origin has answered others before.
    var isOfKnownOrigin = false
    /// Whether it may speak HTTP/2; else it wants HTTP/1.1 on a connection of its own.
    var mayUseHTTP2 = true
    /// Set once a connection is secured for this transfer.
    private var recorder: VerifyRecorder?
    private var watch = StallWatch()

    var continuation: CheckedContinuation<Void, Never>?
    var arrivals: Arrivals?
    var breaker: TrustBreaker?
    /// Set while the transfer runs.
    var easy: EasyHandle?

    private(set) var ending: Ending?
    private(set) var head: ResponseHead?
    private(set) var refusal: Refusal?
    /// The failure of another transfer that this one would have met.
    private(set) var ban: TrustFailure?
    private(set) var facts = TransferFacts()
    /// Of the body, as they came over the wire.
    private(set) var received: Int64 = 0
    /// The start of an unwanted body that says why a request was bad.
    private(set) var excerpt: [UInt8] = []
    private var discarded = 0
    private var headerBytes = 0

    /// - Parameter asksForWhole: whatever part the receiver is still missing.
    init(_ hop: Hop, receiver: any BodyReceiver, asksForWhole: Bool = false) {
        self.hop = hop
        self.receiver = receiver
        rangeHeaders = asksForWhole ? [] : receiver.rangeHeaders
    }

    /// Whether it waits for a connection that is coming up instead of making one.
    var awaitsConnection = true
    /// Whether its request had gone out without an answer when this was asked before.
    private var wasSilent = false

    var hasEnded: Bool { ending != nil }

    var isRecalled: Bool { if case .recalled? = ending { true } else { false } }

    /// Whether the head of an answer has begun to arrive.
    var isAnswered: Bool { headerBytes > 0 }

    /// nil until a TLS layer is begun.
    var verification: VerifyOutcome? { recorder?.outcome }

    /// Whether nothing has come of its request since this was asked before.
    func hasBeenSilent() -> Bool {
        guard !isAnswered, easy?.hasSent == true else { return false }
        defer { wasSilent = true }
        return wasSilent
    }

    /// - Parameter time: see `StallWatch`.
    func hasStalled(at time: Duration, timeout: Duration) -> Bool {
        guard let easy, easy.hasSent else { return false }
        return watch.isStalled(at: time, bytes: received, timeout: timeout)
    }
}

// Called by libcurl.
extension Transfer {
    func recordVerification(in context: UnsafeMutableRawPointer) {
        let recorder = recorder ?? VerifyRecorder()
        self.recorder = recorder
        unsafe recorder.install(on: context)
    }

    /// The connection is up, and nothing was sent on it.
    /// - Returns: false to end the transfer.
    func mayRequest() -> Bool {
        if let (endpoint, failure) = objection {
            if !hop.isProbe { breaker?.note(failure, of: endpoint) }
            return false
        }
        // Another transfer may have refused the server of this very connection just now.
        ban = breaker?.failure(for: hop)
        return ban == nil
    }

    /// - Returns: false to end the transfer.
    func receiveHeader(_ count: Int) -> Bool {
        if headerBytes == 0 { arrivals?.add(answered: self) }
        headerBytes += count
        return headerBytes <= Self.mostHeaderBytes
    }

    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Intake {
        let isPostponed = arrivals?.isSpent ?? false
        countReceived()
        if isPostponed {
            arrivals?.add(paused: self)
            return .postponed
        }
        return unsafe take(bytes) ? .taken : .refused
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let head = open() else { return false }
        guard head.hasBodyWanted else {
            if head.status == 400 {
                unsafe excerpt.append(contentsOf: bytes.prefix(Self.longestExcerpt - excerpt.count))
            }
            discarded += bytes.count
            return discarded <= Self.mostDiscarded
        }
        return accepts { () throws(Refusal) in try unsafe receiver.receive(bytes) }
    }

    private func countReceived() {
        guard let easy else { return }
        let total = easy.offset(CURLINFO_SIZE_DOWNLOAD_T)
        arrivals?.add(total - received)
        received = total
    }

    /// - Returns: the head, once the receiver has agreed to it.
    private func open() -> ResponseHead? {
        if let head { return head }
        guard let head = easy?.responseHead else { return nil }
        self.head = head
        guard head.hasBodyWanted else { return head }
        return accepts { () throws(Refusal) in try receiver.begin(head) } ? head : nil
    }

    private func accepts(_ step: () throws(Refusal) -> Void) -> Bool {
        do throws(Refusal) {
            try step()
            return true
        } catch {
            refusal = error
            return false
        }
    }
}

// Called by the traffic, before the handle is taken away.
extension Transfer {
    func end(_ code: CURLcode) {
        guard let easy else { return }
        countReceived()
        facts = TransferFacts(easy)
        let isEnough = discarded > Self.mostDiscarded || refusal == .enough
        let isWhole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && isEnough)
        if isWhole, let head = open(), head.hasBodyWanted {
            _ = accepts { () throws(Refusal) in try receiver.end(head) }
        }
        if let ban {
            ending = .untrusted(ban)
            return
        }
        ending = .done(isWhole ? CURLE_OK : code, message: easy.errorMessage)
    }

    func end(_ ending: Ending) {
        if let easy {
            countReceived()
            facts = TransferFacts(easy)
        }
        self.ending = ending
    }
}
