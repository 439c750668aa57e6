/// All rows, by theme.
enum Matrix {
    static let rows: [MatrixRow] = (ChainRows.all).sorted { $0.number < $1.number }
}
