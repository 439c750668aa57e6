package import PythonPackaging

/// The way from the job to a requirement, over the releases that want each other.
package struct Chain: Hashable, Sendable, CustomStringConvertible {
    package struct Link: Hashable, Sendable {
        /// What has the requirement; nil for the job.
        package let release: ReleaseID?
        package let requirement: Requirement

        package init(_ release: ReleaseID?, _ requirement: Requirement) {
            self.release = release
            self.requirement = requirement
        }
    }

    /// Never empty; the first link is the job's.
    package let links: [Link]

    package init(_ links: [Link]) {
        self.links = links
    }

    /// `requests>=2`, `requests 2.32.3`, `urllib3<3`: requirements, and the releases that have them.
    package var steps: [String] {
        links.flatMap { link in
            (link.release.map { [$0.description] } ?? []) + [link.requirement.wish]
        }
    }

    package var description: String { steps.joined(separator: " -> ") }
}

extension Requirement {
    /// Without the marker, which has been settled where this is shown.
    package var wish: String {
        let extras = self.extras.sorted().map(\.normalized).joined(separator: ",")
        let place = url.map { " @ \($0)" } ?? specifiers.description
        return name.normalized + (extras.isEmpty ? "" : "[\(extras)]") + place
    }
}
