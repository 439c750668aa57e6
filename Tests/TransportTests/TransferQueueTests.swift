import Primitives
import Testing

@testable import Transport

@Suite struct TransferQueueTests {
    private var queue: TransferQueue

    init() {
        var limits = Limits()
        limits.connections = 5
        limits.connectionsPerHost = 3
        queue = TransferQueue(limits: limits)
    }

    private func transfer(_ host: String) throws -> Transfer {
        let hop = Hop(
            address: try #require(WebAddress("https://\(host)/")),
            tls: TLSPolicy(anchors: AnchorBundle(file: "none")),
            credentials: nil, proxy: nil, headers: [])
        return Transfer(hop, receiver: BodyBuffer(limit: 1))
    }

    /// The hosts of the transfers that start now.
    private mutating func started() -> [String] {
        var hosts: [String] = []
        while let transfer = queue.next() { hosts.append(transfer.hop.address.host) }
        return hosts.sorted()
    }

    private mutating func add(_ count: Int, _ host: String) throws -> Transfer {
        let transfers = try (0..<count).map { _ in try transfer(host) }
        for transfer in transfers { queue.append(transfer) }
        return transfers[0]
    }

    @Test mutating func aHostsFirstTransferRunsAlone() throws {
        let first = try add(100, "a")
        #expect(started() == ["a"])
        queue.learn(first, isMultiplexed: false)
        #expect(started() == ["a", "a"])
        queue.ended(first)
        #expect(started() == ["a"])
    }

    @Test mutating func streamsOfOneConnectionAreMany() throws {
        let first = try add(100, "a")
        _ = started()
        queue.learn(first, isMultiplexed: true)
        #expect(started().count == 63)
    }

    @Test mutating func connectionsInAllAreSharedEvenly() throws {
        let firsts = try ["a", "b", "c"].map { try add(100, $0) }
        #expect(started() == ["a", "b", "c"])
        for first in firsts { queue.learn(first, isMultiplexed: false) }
        #expect(started().count == 2)
        queue.learn(firsts[0], isMultiplexed: true)
        queue.ended(firsts[0])
        #expect(started().filter { $0 == "a" }.count > 60)
    }

    @Test mutating func aHostThatSaysNothingIsTriedBySeveral() throws {
        let first = try add(100, "a")
        _ = started()
        queue.learnNothing(first)
        queue.ended(first)
        #expect(started().count == 3)
    }

    @Test mutating func whatHasEndedIsPassedOver() throws {
        let first = try add(2, "a")
        first.end(.cancelled)
        _ = try add(1, "b")
        #expect(started() == ["a", "b"])
        #expect(queue.remove { _ in true }.isEmpty)
    }
}
