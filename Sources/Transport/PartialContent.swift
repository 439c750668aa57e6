/// The front part of a resource that an earlier transfer left behind.
package struct PartialContent: Hashable, Sendable {
    /// Bytes present, from the first on.
    package let size: Int64
    package let validator: Validator

    package init(size: Int64, validator: Validator) {
        self.size = size
        self.validator = validator
    }
}
