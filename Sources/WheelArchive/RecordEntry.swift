/// A line of RECORD: a file of the wheel and what its content should be
/// (PyPA "Recording installed projects").
package struct RecordEntry: Hashable, Sendable {
    /// From the wheel's top, with `/`.
    package let path: String
    /// nil for RECORD itself and its signatures.
    package let hash: RecordHash?
    /// In bytes.
    package let size: Int64?
}
