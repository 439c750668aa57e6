import TestSupport

/// System stores that several rows use and none changes.
enum SharedStores {
    private static let withRoot = Once {
        try await PrivateStore(distribution: ["corp.crt": TrustLab.shared.text("root")])
    }

    /// One that has the lab's root and nothing else.
    static var root: PrivateStore { get async throws { try await withRoot.value } }
}
