/// A field of the environment that markers ask about (PyPA "Dependency specifiers").
package enum MarkerVariable: String, Hashable, Sendable, CaseIterable {
    case osName = "os_name"
    case sysPlatform = "sys_platform"
    case platformMachine = "platform_machine"
    case platformPythonImplementation = "platform_python_implementation"
    case platformRelease = "platform_release"
    case platformSystem = "platform_system"
    case platformVersion = "platform_version"
    case pythonVersion = "python_version"
    case pythonFullVersion = "python_full_version"
    case implementationName = "implementation_name"
    case implementationVersion = "implementation_version"
    case extra
    case extras
    case dependencyGroups = "dependency_groups"

    /// Spellings from before PEP 508 that are still read.
    private static let aliases: [String: MarkerVariable] = [
        "os.name": .osName, "sys.platform": .sysPlatform,
        "platform.version": .platformVersion, "platform.machine": .platformMachine,
        "platform.python_implementation": .platformPythonImplementation,
        "python_implementation": .platformPythonImplementation,
    ]

    /// Every spelling, longest first, so that none hides behind its beginning.
    static let spellings: [(text: String, variable: MarkerVariable)] =
        (allCases.map { ($0.rawValue, $0) } + aliases.map { ($0.key, $0.value) })
        .sorted { ($0.0.utf8.count, $0.0) > ($1.0.utf8.count, $1.0) }

    /// Compared as versions where the other side is one.
    var holdsVersion: Bool {
        switch self {
        case .pythonVersion, .pythonFullVersion, .implementationVersion, .platformRelease: true
        default: false
        }
    }

    /// `extras` and `dependency_groups`, which only lock files have.
    var holdsSet: Bool { self == .extras || self == .dependencyGroups }
}
