/// What became of verifying a chain without a connection.
package struct ChainVerdict: Hashable, Sendable {
    /// nil when the chain verified.
    package let failure: VerifyFailure?
    /// The chain as far as it could be built, the leaf first.
    package let chain: [Certificate]
    /// What the chain was traced back to, mostly its last; nil when it did not verify.
    package let anchor: Certificate?

    package init(failure: VerifyFailure?, chain: [Certificate], anchor: Certificate?) {
        self.failure = failure
        self.chain = chain
        self.anchor = anchor
    }
}
