import TestSupport

/// System stores that several rows use and none changes.
enum SharedStores {
    private static let withRoot = Once {
        try await PrivateStore(distribution: ["corp.crt": TrustLab.shared.text("root")])
    }

    private static let withStranger = Once {
        try await PrivateStore(distribution: ["corp.crt": TrustLab.shared.text("proxyroot")])
    }

    /// One that no server of the lab has anything to do with.
    static var unrelated: PrivateStore { get async throws { try await withStranger.value } }

    /// One that has the lab's root and nothing else.
    static var root: PrivateStore { get async throws { try await withRoot.value } }
}
