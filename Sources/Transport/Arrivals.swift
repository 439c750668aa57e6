/// What has come in for all transfers since the loop last looked.
final class Arrivals {
    private var bytes: Int64 = 0
    private var answered: [Transfer] = []
    private var paused: [Transfer] = []

    /// Bytes that may come in before the loop looks again; nil: any number.
    var allowance: Int64?

    /// Whether what comes in now has to wait.
    var isSpent: Bool { allowance.map { bytes > $0 } ?? false }

    func add(_ count: Int64) { bytes += count }

    func add(answered transfer: Transfer) { answered.append(transfer) }

    func add(paused transfer: Transfer) { paused.append(transfer) }

    func takeBytes() -> Int64 {
        defer { bytes = 0 }
        return bytes
    }

    /// Transfers whose answer has begun.
    func takeAnswered() -> [Transfer] {
        defer { answered.removeAll(keepingCapacity: true) }
        return answered
    }

    /// Transfers that wait for the bandwidth, with bytes that have come in.
    func takePaused() -> [Transfer] {
        defer { paused.removeAll(keepingCapacity: true) }
        return paused
    }
}
