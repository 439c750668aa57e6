/// The order of versions: epoch, release padded with zeros, then `.devN` < `aN` < `bN` < `rcN` <
/// final < `.postN`, then the local part.
extension Version: Comparable, Hashable {
    package static func < (left: Version, right: Version) -> Bool {
        left.order(to: right) == .ascending
    }

    package static func == (left: Version, right: Version) -> Bool {
        left.order(to: right) == .same
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(trimmedRelease())
        hasher.combine(pre)
        hasher.combine(post)
        hasher.combine(dev)
        hasher.combine(local)
    }

    /// Equal but for the local part.
    func isSamePublicVersion(as other: Version) -> Bool {
        publicOrder(to: other) == .same
    }

    func isSameRelease(as other: Version) -> Bool {
        epoch == other.epoch && Self.releaseOrder(release, other.release) == .same
    }

    /// Whether the release, padded with zeros, begins with `prefix`.
    func releaseStarts(with prefix: ArraySlice<VersionNumber>) -> Bool {
        zip(prefix.indices, prefix).allSatisfy { index, number in
            number == (index < release.count ? release[index] : 0)
        }
    }

    private enum Order { case ascending, same, descending }

    private func order(to other: Version) -> Order {
        let order = publicOrder(to: other)
        return order == .same ? Self.localOrder(local, other.local) : order
    }

    private func publicOrder(to other: Version) -> Order {
        var order = Self.order(epoch, other.epoch)
        if order == .same { order = Self.releaseOrder(release, other.release) }
        if order == .same { order = suffixOrder(to: other) }
        return order
    }

    private func suffixOrder(to other: Version) -> Order {
        guard
            pre != nil || post != nil || dev != nil || other.pre != nil || other.post != nil
                || other.dev != nil
        else { return .same }
        var order = Self.order(preRank, other.preRank)
        if order == .same, let pre, let otherPre = other.pre {
            order = Self.order(pre.number, otherPre.number)
        }
        if order == .same { order = Self.order(post, other.post, absentFirst: true) }
        if order == .same { order = Self.order(dev, other.dev, absentFirst: false) }
        return order
    }

    /// A version with nothing but `.devN` comes before the pre-releases, a final one after them.
    private var preRank: Int {
        switch pre?.phase {
        case .alpha: 1
        case .beta: 2
        case .candidate: 3
        case nil: dev != nil && post == nil ? 0 : 4
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Order {
        if left == right { return .same }
        return left < right ? .ascending : .descending
    }

    private static func order(
        _ left: VersionNumber?, _ right: VersionNumber?, absentFirst: Bool
    ) -> Order {
        switch (left, right) {
        case (nil, nil): .same
        case (nil, _): absentFirst ? .ascending : .descending
        case (_, nil): absentFirst ? .descending : .ascending
        case (let left?, let right?): order(left, right)
        }
    }

    private static func releaseOrder(_ left: [VersionNumber], _ right: [VersionNumber]) -> Order {
        for index in 0..<max(left.count, right.count) {
            let order = order(
                index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
            if order != .same { return order }
        }
        return .same
    }

    /// No local part comes first, text before numbers, a beginning before what continues it.
    private static func localOrder(_ left: [LocalSegment], _ right: [LocalSegment]) -> Order {
        for (left, right) in zip(left, right) where left != right {
            switch (left, right) {
            case (.text(let left), .text(let right)): return order(left, right)
            case (.number(let left), .number(let right)): return order(left, right)
            case (.text, .number): return .ascending
            case (.number, .text): return .descending
            }
        }
        return order(left.count, right.count)
    }
}
