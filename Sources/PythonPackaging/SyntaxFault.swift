/// What the grammar asks for at some place and the text does not have.
struct SyntaxFault: Error {
    let expected: String
    let offset: Int

    /// Counts columns from 1.
    var description: String { "\(expected) at column \(offset + 1)" }
}
