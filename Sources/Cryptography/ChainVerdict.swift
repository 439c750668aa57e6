/// What became of verifying a chain without a connection.
package struct ChainVerdict: Hashable, Sendable {
    /// nil when the chain verified.
    package let failure: VerifyFailure?
    /// The chain as far as it could be built, the leaf first.
    package let chain: [Certificate]

    package init(failure: VerifyFailure?, chain: [Certificate]) {
        self.failure = failure
        self.chain = chain
    }

    /// What the chain was traced back to; nil when it did not verify.
    package var anchor: Certificate? { failure == nil ? chain.last : nil }
}
