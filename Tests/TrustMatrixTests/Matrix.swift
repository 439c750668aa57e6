import TestSupport

/// All rows, by number.
enum Matrix {
    static let rows: [MatrixRow] =
        (ChainRows.all + NameRows.all + WeakRows.all + ClockRows.all + ServerRows.all
        + ClientCertificateRows.all + PinRows.all + ProxyRows.all + StoreRows.all
        + EnvironmentRows.all + BundleRows.all + DirectoryRows.all + AdditionRows.all
        + IsolationRows.all + UnverifiedRows.all + AuditRows.all + RequestRows.all)
        .sorted { $0.number < $1.number }

    /// Those whose numbers stand in `WHEELBARROW_MATRIX_ROWS`, as `13,51`; all without it.
    static let chosen: [MatrixRow] = {
        guard let list = ProcessEnvironment.current["WHEELBARROW_MATRIX_ROWS"] else { return rows }
        let numbers = Set(list.split(separator: ",").compactMap { Int($0) })
        return rows.filter { numbers.contains($0.number) }
    }()
}
