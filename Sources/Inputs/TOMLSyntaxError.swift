/// A text that is no TOML document.
struct TOMLSyntaxError: Error {
    /// Counted from 1.
    let line: Int
    let reason: String
}
