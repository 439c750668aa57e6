import NIOCore

/// Whether a client takes what it is sent.
struct Headway {
    /// How often it is looked at within the time that it may take.
    private static let looks: Int64 = 20
    /// As long a file that became shorter may go unnoticed at most.
    private static let longest = TimeAmount.milliseconds(200)

    private var taken = 0
    private var since = NIODeadline.now()

    static func period(_ time: TimeAmount) -> TimeAmount {
        min(longest, .nanoseconds(time.nanoseconds / looks))
    }

    /// - Parameter taken: bytes, so far.
    /// - Returns: false once nothing was taken for so long.
    mutating func goes(on taken: Int, within time: TimeAmount) -> Bool {
        if taken != self.taken {
            self.taken = taken
            since = .now()
        }
        return .now() < since + time
    }
}
