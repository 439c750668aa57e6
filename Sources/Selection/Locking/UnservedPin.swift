import PythonPackaging

/// A release that a lock names, or a resolution, and of which its target can have no file.
package struct UnservedPin: Hashable, Sendable, CustomStringConvertible {
    package let pin: ReleasePin
    /// A clause for people: `the wheel fits none of the targets`.
    package let reason: String

    init(_ pin: ReleasePin, reason: String) {
        self.pin = pin
        self.reason = reason
    }

    package var description: String {
        let target = pin.target.flatMap { reason.contains("target \($0)") ? nil : $0 }
        let place = target.map { " for target \($0)" } ?? ""
        return "no file of \(pin.release)\(place): \(reason) (\(pin.reason) wants it)"
    }
}
