/// What takes the body of one answer; called on the transfers' thread.
protocol BodyReceiver: AnyObject {
    /// The answer is 200 or 206: its body follows, from the start.
    func begin(_ head: ResponseHead) throws(Refusal)
    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal)
    /// The body is complete as far as the protocol can tell.
    func end(_ head: ResponseHead) throws(Refusal)
    /// Forgets what has come so far.
    func restart() throws(Refusal)
    /// Headers of the request for what is still missing.
    var rangeHeaders: [String] { get }
}
