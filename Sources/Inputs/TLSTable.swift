/// Reads the `[tls]` table.
struct TLSTable {
    let table: TableReader

    func settings() -> TLSSettings {
        table.checkKeys()
        var settings = TLSSettings()
        settings.caFile = table.filePath("ca-file")
        settings.caDirectory = table.filePath("ca-dir")
        settings.extraCAFile = table.filePath("extra-ca-file")
        settings.proxyCAFile = table.filePath("proxy-ca-file")
        settings.minimumVersion = table.choice("min-tls") ?? settings.minimumVersion
        settings.environmentMode = table.choice("env-mode")
        settings.strictBundle = table.boolean("strict-bundle") ?? settings.strictBundle
        settings.audit = table.choice("audit") ?? settings.audit
        settings.auditReference = table.filePath("audit-reference")
        return settings
    }
}
