import Primitives

/// Reads the `[tls]` table.
struct TLSTable {
    let table: TableReader

    func settings() -> TLSSettings {
        table.checkKeys()
        var settings = TLSSettings()
        settings.caFile = table.filePath("ca-file")
        settings.caDirectory = table.filePath("ca-dir")
        settings.extraCAFile = table.filePath("extra-ca-file")
        settings.minimumVersion = table.choice("min-tls") ?? settings.minimumVersion
        settings.environmentMode = table.choice("env-mode") ?? settings.environmentMode
        settings.strictBundle = table.boolean("strict-bundle") ?? settings.strictBundle
        return settings
    }
}

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

/// Reads the `[publish]` table.
struct PublishTable {
    let table: TableReader

    func settings() -> PublishSettings {
        table.checkKeys()
        var settings = PublishSettings()
        settings.keepGenerations =
            table.integer("keep-generations", in: 1...10_000) ?? settings.keepGenerations
        settings.grace = table.duration("grace") ?? settings.grace
        settings.shrinkLimit =
            table.parsed("shrink-limit", "a percentage such as \"40%\"", PercentageText.parse)
            ?? settings.shrinkLimit
        settings.minimumFree =
            table.parsed("min-free", "a percentage such as \"5%\" or a size such as \"2GiB\"") {
                FreeSpaceFloor($0)
            } ?? settings.minimumFree
        if table.boolean("prove-installable") == true {
            table.noteUnbuilt("prove-installable", "prove-installable = true")
        }
        return settings
    }
}

/// Reads the `[report]` table.
struct ReportTable {
    let table: TableReader

    func settings() -> ReportSettings {
        table.checkKeys()
        var settings = ReportSettings()
        settings.alertAfter = table.duration("alert-after") ?? settings.alertAfter
        settings.overrunAfter =
            table.duration("overrun-after", atLeast: .seconds(60)) ?? settings.overrunAfter
        return settings
    }
}
