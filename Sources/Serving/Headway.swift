import NIOCore

/// Whether a client takes what it is sent.
struct Headway {
    /// How often it is looked at within the time that it may take.
    private static let looks: Int64 = 20

    private var waiting = 0
    private var since = NIODeadline.now()

    init() {}

    init(_ context: ChannelHandlerContext) { waiting = Self.waiting(context) }

    func period(_ time: TimeAmount) -> TimeAmount { .nanoseconds(time.nanoseconds / Self.looks) }

    /// - Returns: false once nothing was taken for so long.
    mutating func goes(on context: ChannelHandlerContext, within time: TimeAmount) -> Bool {
        let waiting = Self.waiting(context)
        if waiting != self.waiting {
            self.waiting = waiting
            since = .now()
        }
        return .now() < since + time
    }

    /// Bytes that the system has not taken yet.
    private static func waiting(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
