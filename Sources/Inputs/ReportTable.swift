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
