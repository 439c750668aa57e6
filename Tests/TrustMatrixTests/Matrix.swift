/// All rows, by theme.
enum Matrix {
    static let rows: [MatrixRow] =
        (ChainRows.all + NameRows.all + WeakRows.all + ClockRows.all + ServerRows.all
        + ClientCertificateRows.all + PinRows.all + ProxyRows.all + StoreRows.all
        + EnvironmentRows.all
        + BundleRows.all + DirectoryRows.all + AdditionRows.all + IsolationRows.all
        + UnverifiedRows.all + AuditRows.all + RequestRows.all).sorted { $0.number < $1.number }
}
