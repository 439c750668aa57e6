/// The platform tags that a platform takes, best first (PyPA "Platform compatibility tags", in
/// the order of `packaging`; `linux_*` comes last).
package enum PlatformTags {
    /// - Parameter text: as `Platform` reads it.
    /// - Returns: nil when `text` names no platform.
    package static func parse(_ text: String) -> [String]? {
        Platform(text).map(tags)
    }

    package static func tags(of platform: Platform) -> [String] {
        let architecture = platform.architecture
        switch platform.system {
        case .glibc(let major, let minor): return glibc(major, minor, architecture)
        case .musl(let major, let minor):
            return stride(from: minor, through: 0, by: -1)
                .map { "musllinux_\(major)_\($0)_\(architecture)" } + ["linux_\(architecture)"]
        case .macOS(let major, let minor): return macOS(major, minor, architecture)
        case .iOS(let major, let minor): return iOS(major, minor, architecture)
        case .android(let level):
            // No older API level can run CPython.
            return stride(from: level, through: 16, by: -1)
                .map { "android_\($0)_\(architecture)" }
        case .windows: return [architecture == "x86" ? "win32" : "win_\(architecture)"]
        case .other(let tag): return [tag]
        }
    }

    /// The last minor version of glibc 1.x and older matters to nobody; 2.x is not finished, and
    /// `packaging` reckons with 50.
    private static let lastGlibcMinor = 50

    private static let glibcArchitectures: Set = [
        "x86_64", "i686", "aarch64", "armv7l", "ppc64", "ppc64le", "s390x", "loongarch64",
        "riscv64",
    ]

    private static func glibc(_ major: Int, _ minor: Int, _ architecture: String) -> [String] {
        let linux = "linux_\(architecture)"
        guard glibcArchitectures.contains(architecture) else { return [linux] }
        // PEP 513 starts with CentOS 5 on x86, PEP 599 with CentOS 7 elsewhere.
        let oldest = ["x86_64", "i686"].contains(architecture) ? 5 : 17
        let aliases = [5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"]
        var tags: [String] = []
        for glibcMajor in stride(from: major, through: 2, by: -1) {
            let newest = glibcMajor == major ? minor : lastGlibcMinor
            for glibcMinor in stride(from: newest, through: glibcMajor == 2 ? oldest : 0, by: -1) {
                tags.append("manylinux_\(glibcMajor)_\(glibcMinor)_\(architecture)")
                if glibcMajor == 2, let alias = aliases[glibcMinor] {
                    tags.append("\(alias)_\(architecture)")
                }
            }
        }
        return tags + [linux]
    }

    private static func macOS(_ major: Int, _ minor: Int, _ architecture: String) -> [String] {
        var tags: [String] = []
        if major == 10 {
            for minor in stride(from: minor, through: 0, by: -1) {
                tags += macOSFormats(10, minor, architecture).map { "macosx_10_\(minor)_\($0)" }
            }
            return tags
        }
        for major in stride(from: major, through: 11, by: -1) {
            tags += macOSFormats(major, 0, architecture).map { "macosx_\(major)_0_\($0)" }
        }
        guard major > 10 else { return tags }
        // Binaries for 10.x run on Intel, and a universal2 one may say 10.x for its Intel half.
        for minor in stride(from: 16, through: 4, by: -1) {
            let formats =
                architecture == "x86_64"
                ? macOSFormats(10, minor, architecture) : ["universal2"]
            tags += formats.map { "macosx_10_\(minor)_\($0)" }
        }
        return tags
    }

    /// The binary formats that a processor runs, its own first.
    private static func macOSFormats(
        _ major: Int, _ minor: Int, _ architecture: String
    ) -> [String] {
        let version = (major, minor)
        switch architecture {
        case "x86_64":
            return version < (10, 4)
                ? [] : ["x86_64", "intel", "fat64", "fat3", "universal2", "universal"]
        case "i386":
            return version < (10, 4) ? [] : ["i386", "intel", "fat3", "fat", "universal"]
        case "ppc64":
            return version > (10, 5) || version < (10, 4) ? [] : ["ppc64", "fat64", "universal"]
        case "ppc": return version > (10, 6) ? [] : ["ppc", "fat3", "fat", "universal"]
        case "arm64": return ["arm64", "universal2"]
        case "intel": return ["intel", "universal"]
        default: return [architecture]
        }
    }

    /// Down to iOS 12.0, with ten minor versions for each earlier major one (PEP 730).
    private static func iOS(_ major: Int, _ minor: Int, _ multiarch: String) -> [String] {
        stride(from: major, through: 12, by: -1).flatMap { version in
            stride(from: version == major ? minor : 9, through: 0, by: -1)
                .map { "ios_\(version)_\($0)_\(multiarch)" }
        }
    }
}
