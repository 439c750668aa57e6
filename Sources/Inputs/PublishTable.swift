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
        settings.provesInstallable =
            table.boolean("prove-installable") ?? settings.provesInstallable
        return settings
    }
}
