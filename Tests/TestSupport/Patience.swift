import Dispatch

/// Waits for what another process or thread brings about.
package enum Patience {
    /// A bound was overrun.
    package struct Exhausted: Error, CustomStringConvertible {
        package let what: String
        package let seconds: Int

        package var description: String { "\(what) did not come about within \(seconds) s" }
    }

    /// Returns once `condition` holds, which is asked every few milliseconds.
    /// - Parameter seconds: a bound, never a duration to count on.
    package static func until(
        _ what: String, withinSeconds seconds: Int = 60, _ condition: () throws -> Bool
    ) async throws {
        let deadline = DispatchTime.now() + .seconds(seconds)
        while try !condition() {
            guard DispatchTime.now() < deadline else {
                throw Exhausted(what: what, seconds: seconds)
            }
            await pass(milliseconds: 5)
        }
    }

    /// Lets time pass, for faults that strike at a moment of their own.
    package static func pass(milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                continuation.resume()
            }
        }
    }
}
