/// What tells one distribution from another, however its file name is spelled: a wheel by its
/// parts, since tools order and spell compressed tag sets differently; else the name itself.
package struct DistributionKey: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Returns: nil for what bears no distribution's name.
    package init?(_ filename: String) {
        guard DistributionFilename.looksLikeDistribution(filename) else { return nil }
        self.init(spelled: filename)
    }

    /// Whatever bears the name.
    package init(spelled filename: String) {
        guard let wheel = try? WheelFilename(parsing: filename) else {
            description = filename.lowercased()
            return
        }
        let sets = [wheel.pythons, wheel.abis, wheel.platforms].map { tags in
            Set(tags).sorted().joined(separator: ".")
        }
        let build = wheel.build.map { ["\($0)"] } ?? []
        description =
            ([wheel.name.normalized, "\(wheel.version)"] + build + sets).joined(separator: " ")
    }
}
