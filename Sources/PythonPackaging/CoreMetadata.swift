/// The fields of a METADATA or PKG-INFO file that dependencies are worked out from
/// (PyPA "Core metadata specifications").
package struct CoreMetadata: Hashable, Sendable {
    package let metadataVersion: Version
    /// As written.
    package let name: String
    /// As written.
    package let version: String
    package let requiresDist: [String]
    package let requiresPython: String?
    package let providesExtra: [String]
    /// Names of fields that building the sdist may still change, in lower case.
    package let dynamic: Set<String>

    /// - Parameter bytes: header fields as in an e-mail, UTF-8; a body may follow.
    package init(parsing bytes: [UInt8]) throws(InvalidMetadata) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw InvalidMetadata(code: .undecodable, value: "")
        }
        let fields = try HeaderFields(parsing: bytes, keeping: Self.fields)
        metadataVersion = try Self.supportedVersion(fields.first("metadata-version"))
        guard let name = fields.first("name") else {
            throw InvalidMetadata(code: .missingField, value: "Name")
        }
        guard let version = fields.first("version") else {
            throw InvalidMetadata(code: .missingField, value: "Version")
        }
        self.name = name
        self.version = version
        requiresDist = fields.all("requires-dist")
        requiresPython = fields.first("requires-python")
        providesExtra = fields.all("provides-extra")
        dynamic = Set(fields.all("dynamic").map { $0.lowercased() })
    }

    private static let fields: Set<String> = [
        "metadata-version", "name", "version", "requires-dist", "requires-python",
        "provides-extra", "dynamic",
    ]

    /// Makes sure that this is the metadata of the release that a wheel's name says it is.
    package func require(_ wheel: WheelFilename) throws(InvalidMetadata) {
        guard ProjectName(name) == wheel.name, Version(version) == wheel.version else {
            throw InvalidMetadata(code: .foreign, value: "\(name) \(version)")
        }
    }

    /// Whether a field of an sdist's PKG-INFO will be the same in every wheel built from it.
    ///
    /// - Parameter field: `Requires-Dist`; case does not count.
    package func isFinal(_ field: String) -> Bool {
        metadataVersion >= Self.dynamicSince && !dynamic.contains(field.lowercased())
    }

    /// Whether a build may add to a dynamic field of several values and take nothing away (core
    /// metadata 2.6, "Dynamic").
    package var isLowerBound: Bool { metadataVersion >= Self.lowerBoundSince }

    private static let lowerBoundSince = Version(epoch: 0, release: [2, 6])
    private static let dynamicSince = Version(epoch: 0, release: [2, 2])

    /// A greater minor version is read as well as can be, a greater major one refused.
    private static func supportedVersion(_ text: String?) throws(InvalidMetadata) -> Version {
        guard let text else {
            throw InvalidMetadata(code: .missingField, value: "Metadata-Version")
        }
        guard let version = Version(text) else {
            throw InvalidMetadata(code: .invalidVersion, value: text)
        }
        guard let major = version.release.first, major <= 2 else {
            throw InvalidMetadata(code: .unsupportedVersion, value: text)
        }
        return version
    }
}
