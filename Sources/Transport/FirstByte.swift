/// Takes the head of an answer, and ends the transfer where its body begins.
final class FirstByte: BodyReceiver {
    var rangeHeaders: [String] { [] }

    func begin(_ head: ResponseHead) {}
    func receive(_ bytes: UnsafeRawBufferPointer) throws(Refusal) { throw .enough }
    func end(_ head: ResponseHead) {}
    func restart() {}
}
