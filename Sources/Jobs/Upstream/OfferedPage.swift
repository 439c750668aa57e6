internal import PythonPackaging
package import Reporting
package import SimpleIndex

/// A project's page as an index offers it now, with what is wrong with it.
package struct OfferedPage: Sendable {
    package let index: IndexContext
    package let page: ProjectPage
    package let findings: [PageVerdict.Finding]
    package let warnings: [String]
}

/// What the indexes of a job said of a project.
package enum ProjectOffer: Sendable {
    case page(OfferedPage)
    /// None of the indexes that were asked has the project.
    case absent(asked: [IndexContext])
    case failed(Failure)
    /// The transfer was cancelled before the answer came.
    case stopped
}
