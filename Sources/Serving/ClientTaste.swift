/// What the client of one connection accepts, read once for all its requests: they say the same.
final class ClientTaste {
    private var text: String?
    private var forms = AcceptHeader(nil).preferred

    /// - Parameter text: the values of `Accept`; nil where there is none.
    func forms(_ text: String?) -> [PageMediaType] {
        if text != self.text {
            self.text = text
            forms = AcceptHeader(text).preferred
        }
        return forms
    }
}
