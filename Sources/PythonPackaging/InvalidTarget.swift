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
    /// What may have been meant instead.
    package let nearest: String?

    init(code: Code, value: String, nearest: String? = nil) {
        self.code = code
        self.value = value
        self.nearest = nearest
    }

    /// The same, with what may have been meant as a whole target.
    func inShorthand(_ shorthand: String) -> Self {
        guard let nearest, let hyphen = shorthand.firstIndex(of: "-") else { return self }
        let (head, platform) = (shorthand[..<hyphen], shorthand[hyphen...].dropFirst())
        let implementation = head.prefix { !$0.isNumber }
        let whole =
            switch code {
            case .platform: "\(head)-\(nearest)"
            case .python: "\(implementation)\(nearest.filter(\.isNumber))-\(platform)"
            case .implementation, .tag, .shorthand: nearest
            }
        return Self(code: code, value: value, nearest: whole)
    }

    package var description: String {
        switch code {
        case .python: "`\(value)` is not a Python version such as 3.12 or 3.12.4"
        case .platform:
            "`\(value)` is no platform: neither one of "
                + Platform.presets.map(\.name).joined(separator: ", ")
                + ", nor a tag with version and machine such as manylinux_2_28_x86_64"
        case .implementation:
            "`\(value)` is not a Python implementation: "
                + Implementation.known.map(\.tagPrefix).joined(separator: ", ")
        case .tag: "`\(value)` is not a compatibility tag such as cp312-cp312-linux_x86_64"
        case .shorthand: "`\(value)` is not a target such as cp312-linux-x86_64"
        }
    }
}
