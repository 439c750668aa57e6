package import PythonPackaging

/// A requirement that stands in the way of every solution.
package struct Shortage: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case absent(Absence)
        /// The project is there, but no release of it fits.
        case nothingFits
        /// The releases that fit cannot be used.
        case ineligible
        /// Other requirements leave none of the releases that fit.
        case clash
    }

    package let name: ProjectName
    package let requirement: Requirement
    package let kind: Kind
    /// The shortest that ends with the requirement.
    package let chain: Chain

    /// Whether nobody has the name, rather than no release that fits.
    package var isMissing: Bool {
        if case .absent(let absence) = kind { absence.isMissing } else { false }
    }

    /// Whether the job asks for what it excludes.
    var isContradiction: Bool { isRoot && kind == .absent(.excluded) }

    /// Whether the job itself asks for it.
    package var isRoot: Bool { chain.links.count == 1 }

    package var description: String {
        switch kind {
        case .absent(let absence):
            absence.sentence(name) + (isRoot ? "" : " (\(chain))")
        case .nothingFits: "no release fits \(chain)"
        case .ineligible: "no release that fits \(chain) can be used"
        case .clash: "other requirements leave no release for \(chain)"
        }
    }
}
