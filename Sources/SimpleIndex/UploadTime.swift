import Primitives

extension Instant {
    /// Reads an upload time as a page gives it.
    /// - Returns: nil where nothing readable stands, or a time that could not be written again: one
    ///   outside the years 0 to 9999.
    init?(uploadTime text: String) {
        guard let time = Instant(rfc3339: text.asciiTrimmed),
            (-62_167_219_200..<253_402_300_800).contains(time.seconds)
        else { return nil }
        self = time
    }
}
