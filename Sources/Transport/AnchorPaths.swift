/// Bundles of anchors as libcurl gets to know them.
///
/// It compares their spelling before it shares connections and sessions, and knows nothing of
/// distrust rules: each policy that has some gets a spelling of its own.
struct AnchorPaths {
    private var numbers: [TLSPolicy: Int] = [:]

    /// - Parameter bundle: one of the policy's.
    /// - Returns: the same anchors.
    mutating func spelling(of bundle: AnchorBundle, in policy: TLSPolicy) -> AnchorBundle {
        guard !policy.distrust.isEmpty else { return bundle }
        let number = numbers[policy] ?? numbers.count + 1
        numbers[policy] = number
        let path = bundle.name
        if let pem = bundle.pem {
            return AnchorBundle(pem: pem + [UInt8](repeating: 0x0A, count: number), id: path)
        }
        let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        return AnchorBundle(
            file: path[..<name] + String(repeating: "./", count: number) + path[name...])
    }
}
