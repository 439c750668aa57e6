extension Catalog {
    private static let keepKey = "keep-generations"
    private static let graceKey = "grace-seconds"

    /// What the last sync recorded, else the defaults.
    package func retention() throws(StoreError) -> Retention {
        var retention = Retention()
        if let keep = try setting(Self.keepKey).flatMap({ Int($0) }) {
            retention.keepGenerations = keep
        }
        if let seconds = try setting(Self.graceKey).flatMap({ Int64($0) }) {
            retention.grace = .seconds(seconds)
        }
        return retention
    }

    /// Records the settings for later collections; nothing is written when they stand already.
    package func record(_ retention: Retention) async throws(StoreError) {
        let isRecorded = try setting(Self.keepKey) != nil
        if isRecorded, try self.retention() == retention { return }
        try await set([
            Self.keepKey: String(retention.keepGenerations),
            Self.graceKey: String(retention.grace.components.seconds),
        ])
    }
}
