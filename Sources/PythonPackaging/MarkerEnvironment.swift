/// What markers are evaluated against: the fields of one Python on one machine.
package struct MarkerEnvironment: Hashable, Sendable {
    private var texts: [MarkerVariable: String] = [:]
    private var sets: [MarkerVariable: Set<String>] = [:]
    /// Fields that have some value which nobody knows: what is asked about them may be so.
    private(set) var unknown: Set<MarkerVariable> = []

    package init() {}

    /// The value of a field; nil where the environment does not define it.
    package subscript(variable: MarkerVariable) -> String? {
        get { texts[variable] }
        set { texts[variable] = newValue }
    }

    /// The value of `extras` or `dependency_groups` in a lock file; nil elsewhere.
    package subscript(set variable: MarkerVariable) -> Set<String>? {
        get { sets[variable] }
        set { sets[variable] = newValue }
    }

    /// The field as markers compare it: extras normalised, `3.12.1+` (a build from a checkout)
    /// made a version.
    func text(of variable: MarkerVariable) -> String? {
        guard let text = texts[variable] else { return nil }
        switch variable {
        case .extra: return ProjectName.normalize(text)
        case .pythonFullVersion where text.hasSuffix("+"): return text + "local"
        default: return text
        }
    }
}

extension MarkerEnvironment {
    fileprivate static let unforeseeable: Set<MarkerVariable> = [
        .platformRelease, .platformVersion,
    ]

    /// The environment of an ordinary build. Release and version of the operating system cannot
    /// be known beforehand.
    init(python: Version, implementation: Implementation, platform: Platform) {
        self.init()
        self[.pythonVersion] = python.release.prefix(2).map(\.description).joined(separator: ".")
        self[.pythonFullVersion] = python.description
        self[.implementationName] = implementation.name
        self[.implementationVersion] = implementation.version(language: python)
        self[.platformPythonImplementation] = implementation.platformName
        unknown = Self.unforeseeable
        self[.platformMachine] = platform.machine
        let names = platform.systemNames
        self[.osName] = names.os
        self[.sysPlatform] = names.sys
        self[.platformSystem] = names.platform
    }
}

extension Platform {
    /// `platform.machine()`
    fileprivate var machine: String {
        switch (system, architecture) {
        case (.windows, "x86"): "x86"
        case (.windows, _): architecture.uppercased()
        case (.macOS, "universal2"): "arm64"
        case (.macOS, "intel"): "x86_64"
        case (.iOS, _): architecture.hasPrefix("arm64") ? "arm64" : "x86_64"
        case (.android, "arm64_v8a"): "aarch64"
        case (.android, "armeabi_v7a"): "armv7l"
        case (.android, "x86"): "i686"
        default: architecture
        }
    }

    /// `os.name`, `sys.platform` and `platform.system()`.
    fileprivate var systemNames: (os: String, sys: String, platform: String) {
        switch system {
        case .glibc, .musl: ("posix", "linux", "Linux")
        case .macOS: ("posix", "darwin", "Darwin")
        case .iOS: ("posix", "ios", "iOS")
        case .android: ("posix", "android", "Android")
        case .windows: ("nt", "win32", "Windows")
        case .other(let tag):
            switch tag.prefix(while: \.isLetter) {
            case "linux": ("posix", "linux", "Linux")
            case "freebsd": ("posix", "freebsd", "FreeBSD")
            case "emscripten", "pyemscripten", "pyodide": ("posix", "emscripten", "Emscripten")
            case "wasi": ("posix", "wasi", "wasi")
            default: ("posix", "", "")
            }
        }
    }
}

extension Marker {
    /// The fields that it asks about and that no target tells beforehand, as it spells them: both
    /// answers count then.
    package var unforeseeable: [String] {
        var found: Set<String> = []
        Self.visit(groups) { comparison in
            if let variable = comparison.variable,
                MarkerEnvironment.unforeseeable.contains(variable)
            {
                found.insert(variable.rawValue)
            }
        }
        return found.sorted()
    }

    private static func visit(_ groups: Groups, _ body: (MarkerComparison) -> Void) {
        for node in groups.joined() {
            switch node {
            case .comparison(let comparison): body(comparison)
            case .parenthesized(let groups): visit(groups, body)
            }
        }
    }
}
