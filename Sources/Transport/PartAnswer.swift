/// What comes of asking for a part of a resource.
package enum PartAnswer: Sendable {
    /// Fewer bytes where the resource ends before; `total`: of the whole resource.
    case part([UInt8], total: Int64)
    /// The server sends nothing less.
    case whole(Receipt)
}
