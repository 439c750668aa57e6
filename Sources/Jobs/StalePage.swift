/// A page that is older than the one accepted before, by the serials of its index.
struct StalePage: CustomStringConvertible {
    let serial: Int64?
    let accepted: Int64

    var description: String {
        "it is older than the page accepted before, with "
            + (serial.map { "serial \($0)" } ?? "no serial") + " after \(accepted)"
    }

    static let hint = "the accepted page stays; a cache on the way may be out of date"
}
