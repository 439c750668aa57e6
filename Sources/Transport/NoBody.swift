/// Takes the answer to a HEAD request, which has no body.
final class NoBody: BodyReceiver {
    var rangeHeaders: [String] { [] }

    func begin(_ head: ResponseHead) {}
    func receive(_ bytes: UnsafeRawBufferPointer) {}
    func end(_ head: ResponseHead) {}
    func restart() {}
}
