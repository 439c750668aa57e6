/// The file name of a source distribution, taken apart: `name-version.tar.gz` (PEP 625), and the
/// archives that came before it.
package struct SdistFilename: Hashable, Sendable {
    package let name: ProjectName
    package let version: Version

    /// Reads the two kinds that the standard knows, `.tar.gz` and `.zip`, and splits at the last
    /// hyphen, as `packaging` does.
    package init(parsing filename: String) throws(InvalidFilename) {
        guard let ending = [".tar.gz", ".zip"].first(where: filename.hasSuffix) else {
            throw InvalidFilename(code: .unknownExtension, filename: filename)
        }
        let stem = filename.dropLast(ending.count)
        guard let hyphen = stem.lastIndex(of: "-") else {
            throw InvalidFilename(code: .wrongNumberOfParts, filename: filename)
        }
        guard hyphen > stem.startIndex else {
            throw InvalidFilename(code: .emptyProjectName, filename: filename)
        }
        guard let version = Version(String(stem[stem.index(after: hyphen)...])) else {
            throw InvalidFilename(code: .invalidVersion, filename: filename)
        }
        name = ProjectName(spelled: String(stem[..<hyphen]))
        self.version = version
    }

    init(name: ProjectName, version: Version) {
        self.name = name
        self.version = version
    }

    /// Reads any kind of archive on the page of `project`: what follows the project's name is the
    /// version, hyphens included (`x-1.0-1.tar.gz` is x 1.0.post1).
    ///
    /// - Returns: nil when the file is no archive of that project or its version is none.
    package init?(_ filename: String, of project: ProjectName) {
        guard case .sdist(let sdist)? = DistributionFilename.parse(filename, project: project),
            sdist.name == project
        else { return nil }
        self = sdist
    }
}
