/// An implementation of Python, as tags and markers name it.
struct Implementation: Hashable, Sendable {
    /// What Python tags begin with.
    let tagPrefix: String
    /// `sys.implementation.name`
    let name: String
    /// `platform.python_implementation()`
    let platformName: String

    static let known = [
        Implementation(tagPrefix: "cp", name: "cpython", platformName: "CPython"),
        Implementation(tagPrefix: "pp", name: "pypy", platformName: "PyPy"),
        Implementation(tagPrefix: "graalpy", name: "graalpy", platformName: "GraalVM"),
        Implementation(tagPrefix: "ip", name: "ironpython", platformName: "IronPython"),
        Implementation(tagPrefix: "jy", name: "jython", platformName: "Jython"),
    ]

    private init(tagPrefix: String, name: String, platformName: String) {
        self.tagPrefix = tagPrefix
        self.name = name
        self.platformName = platformName
    }

    /// - Parameter text: the prefix in tags or the name, `cp` or `cpython`.
    /// - Returns: nil unless `text` is a word of lower-case letters.
    init?(_ text: String) {
        if let known = Self.known.first(where: { $0.tagPrefix == text || $0.name == text }) {
            self = known
            return
        }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            return nil
        }
        self.init(tagPrefix: text, name: text, platformName: text)
    }

    /// Whether it is one of which tags can be computed.
    var isKnown: Bool { Self.known.contains(self) }

    /// The ABI tags of an ordinary build. PyPy's has been 7.3 (`pp73`) since Python 3.6; of the
    /// rest, nothing can be told without asking the interpreter.
    func abis(major: Int, minor: Int, isFreeThreaded: Bool, system: Platform.System) -> [String] {
        switch tagPrefix {
        case "cp":
            // Before 3.8, `m` said pymalloc; before 3.3, `u` said UCS-4, the rule on Linux only.
            let pymalloc = (major, minor) < (3, 8) ? "m" : ""
            let ucs4 = (major, minor) < (3, 3) && system.isLinux ? "u" : ""
            return ["cp\(major)\(minor)\(isFreeThreaded ? "t" : "")\(pymalloc)\(ucs4)"]
        case "pp": return ["pypy\(major)\(minor)_pp73"]
        default: return []
        }
    }

    /// `implementation_version` for a given language version.
    func version(language: Version) -> String {
        tagPrefix == "pp" ? "7.3.0" : language.description
    }
}

extension Platform.System {
    var isLinux: Bool {
        switch self {
        case .glibc, .musl: true
        case .other(let tag): tag.hasPrefix("linux_")
        case .macOS, .iOS, .android, .windows: false
        }
    }
}
