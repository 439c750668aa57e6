import TestSupport

extension Scenario {
    /// An index of one project, and in front of it a server for whose certificate only a private
    /// authority vouches. The job still reads the index itself.
    static func behindPrivateCA(
        select: String = #"projects = ["*"]"#
    ) throws -> (scenario: Scenario, authority: PrivateCA, front: Nginx) {
        let authority = try PrivateCA(name: "Example Corp Root")
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()), select)
        return (scenario, authority, try Nginx(before: scenario.index, authority.server))
    }
}
