package import PythonPackaging

/// Something that a resolution has to know before it can go on.
package enum Need: Hashable, Sendable, CustomStringConvertible {
    /// Which releases of a project may be chosen.
    case releases(ProjectName)
    /// What a release depends on, as one target takes it.
    case dependencies(MetadataSource)

    package var project: ProjectName {
        switch self {
        case .releases(let name): name
        case .dependencies(let source): source.release.name
        }
    }

    package var description: String {
        switch self {
        case .releases(let name): "the releases of \(name)"
        case .dependencies(let source): "the dependencies of \(source)"
        }
    }
}
