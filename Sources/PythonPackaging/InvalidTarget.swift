/// A target that cannot be made of what was given for it.
package struct InvalidTarget: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case python
        case platform
        case implementation
        case tag
        case shorthand
    }

    package let code: Code
    /// What was given.
    package let value: String

    package var description: String {
        switch code {
        case .python: "`\(value)` is not a Python version such as 3.12 or 3.12.4"
        case .platform:
            "`\(value)` is neither a platform tag such as manylinux_2_28_x86_64 nor one of "
                + Platform.presets.map(\.name).joined(separator: ", ")
        case .implementation: "`\(value)` is not a Python implementation such as cp or pp"
        case .tag: "`\(value)` is not a compatibility tag such as cp312-cp312-linux_x86_64"
        case .shorthand: "`\(value)` is not a target such as cp312-linux-x86_64"
        }
    }
}
