/// Core metadata that cannot be used.
package struct InvalidMetadata: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case missingField
        case invalidVersion
        /// The major number of Metadata-Version is one that readers must refuse.
        case unsupportedVersion
        /// Of another project or version than the file it belongs to.
        case foreign
        case lineTooLong
        /// Not UTF-8, which pip refuses.
        case undecodable
        /// The file WHEEL has no Wheel-Version, or one that is none.
        case unclearFormat
        /// The major number of Wheel-Version is one that installers must refuse.
        case unsupportedFormat
    }

    package let code: Code
    /// The field or the version that is at fault.
    package let value: String

    package var description: String {
        switch code {
        case .missingField: "the metadata has no `\(value)` field"
        case .invalidVersion: "the metadata has `\(value)` for a Metadata-Version"
        case .foreign: "the metadata is of `\(value)`"
        case .lineTooLong: "the metadata has a line of more than \(value) bytes"
        case .undecodable: "the metadata is not UTF-8"
        case .unclearFormat: "WHEEL has no usable `Wheel-Version`"
        case .unsupportedFormat:
            "it is a wheel of format version \(value), which installers refuse"
        case .unsupportedVersion: "the metadata is of version \(value), which is not supported"
        }
    }
}
