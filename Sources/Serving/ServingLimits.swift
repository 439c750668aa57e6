package import NIOCore

/// How long and how many clients may keep the server busy.
package struct ServingLimits: Sendable {
    /// From the first byte of a request to the end of its head.
    package var head = TimeAmount.seconds(10)
    /// Between two requests of one connection.
    package var idle = TimeAmount.seconds(30)
    /// How long a client may take nothing of its answer.
    package var stall = TimeAmount.seconds(60)
    /// How long what a client still sends is read after the last answer, so that the answer is not
    /// lost with a reset (RFC 9112 9.6).
    package var linger = TimeAmount.seconds(5)
    /// How long no client is let in after the system refused one, unless another leaves before.
    package var pause = TimeAmount.seconds(1)
    /// Clients beyond it wait until one leaves.
    package var connections: Int

    package init(connections: Int = 1024) { self.connections = connections }
}
