/// Reads the `[download]` table.
struct DownloadTable {
    let table: TableReader

    func settings() -> DownloadSettings {
        table.checkKeys()
        var settings = DownloadSettings()
        settings.connections = table.integer("connections", in: 1...256) ?? settings.connections
        settings.perHost = table.integer("per-host", in: 1...256) ?? settings.perHost
        settings.retries = table.integer("retries", in: 0...100) ?? settings.retries
        settings.stallTimeout =
            table.duration("stall-timeout", atLeast: .seconds(1)) ?? settings.stallTimeout
        settings.connectTimeout =
            table.duration("connect-timeout", atLeast: .seconds(1)) ?? settings.connectTimeout
        settings.bandwidth =
            table.parsed("bandwidth", Self.bandwidthExpected) { BandwidthTimetable($0) }
            ?? settings.bandwidth
        return settings
    }

    private static let bandwidthExpected =
        "\"50MiB/s\", \"off\" or a timetable such as \"08:00,5MiB/s 19:00,off\""
}
