/// A file name that does not follow the standard for its kind of distribution.
package struct InvalidFilename: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case unknownExtension
        case wrongNumberOfParts
        case invalidProjectName
        case emptyProjectName
        case invalidVersion
        case invalidBuildTag
        case invalidTag
    }

    package let code: Code
    package let filename: String

    package var description: String {
        let fault =
            switch code {
            case .unknownExtension: "has none of the extensions expected"
            case .wrongNumberOfParts: "has the wrong number of parts"
            case .invalidProjectName: "has no valid project name"
            case .emptyProjectName: "lacks the project name"
            case .invalidVersion: "has no valid version"
            case .invalidBuildTag: "has a build tag that does not start with a digit"
            case .invalidTag: "has an invalid compatibility tag"
            }
        return "file name `\(filename)` \(fault)"
    }
}
