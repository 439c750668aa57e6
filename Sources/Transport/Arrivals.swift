/// What has come in for all transfers since the loop last looked.
final class Arrivals {
    private var bytes: Int64 = 0
    private var answered: [Transfer] = []

    func add(_ count: Int64) { bytes += count }

    func add(answered transfer: Transfer) { answered.append(transfer) }

    func takeBytes() -> Int64 {
        defer { bytes = 0 }
        return bytes
    }

    /// Transfers whose answer has begun.
    func takeAnswered() -> [Transfer] {
        defer { answered.removeAll(keepingCapacity: true) }
        return answered
    }
}
