/// What a Python runs on: an operating system of some age, and a processor.
package struct Platform: Hashable, Sendable {
    package enum System: Hashable, Sendable {
        case glibc(major: Int, minor: Int)
        case musl(major: Int, minor: Int)
        case macOS(major: Int, minor: Int)
        case iOS(major: Int, minor: Int)
        case android(apiLevel: Int)
        case windows
        /// One tag that stands for nothing but itself, such as `linux_x86_64`.
        case other(tag: String)
    }

    package let system: System
    /// As platform tags spell it: `x86_64`, `arm64`, `amd64`, `arm64_iphoneos`, `arm64_v8a`.
    package let architecture: String

    package init(_ system: System, _ architecture: String) {
        self.system = system
        self.architecture = architecture
    }

    /// The short names that job files may use.
    package static let presets: [(name: String, platform: Platform)] = [
        ("linux-x86_64", Platform(.glibc(major: 2, minor: 28), "x86_64")),
        ("linux-aarch64", Platform(.glibc(major: 2, minor: 28), "aarch64")),
        ("musllinux-x86_64", Platform(.musl(major: 1, minor: 2), "x86_64")),
        ("macos-arm64", Platform(.macOS(major: 14, minor: 0), "arm64")),
        ("windows-amd64", Platform(.windows, "amd64")),
    ]

    /// Reads a preset, a platform tag (`manylinux_2_28_x86_64`), or a system in words
    /// (`glibc 2.28 x86_64`, `android 21 arm64_v8a`).
    ///
    /// - Returns: nil when `text` is none of these.
    package init?(_ text: String) {
        if let preset = Self.presets.first(where: { $0.name == text }) {
            self = preset.platform
            return
        }
        let words = text.split(separator: " ")
        let platform = words.count == 3 ? Self(words: words) : Self(tag: text)
        guard let platform else { return nil }
        self = platform
    }

    /// Reads a preset, or a platform tag that tells the whole of it: what is left out of a tag, or is
    /// nobody's, would drop wheels and dependencies in silence.
    package init?(whole text: String) {
        guard !text.contains(" "), let platform = Platform(text), platform.isWhole else {
            return nil
        }
        self = platform
    }

    private init?(words: [Substring]) {
        let numbers = words[1].split(separator: ".").map(Self.number)
        guard let system = Self.system(named: words[0], numbers.compactMap(\.self)),
            numbers.allSatisfy({ $0 != nil })
        else { return nil }
        self.init(system, String(words[2]))
    }

    private init?(tag: String) {
        let windows = ["win32": "x86", "win_amd64": "amd64", "win_arm64": "arm64"]
        if let architecture = windows[tag] {
            self.init(.windows, architecture)
            return
        }
        guard tag.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }),
            !tag.isEmpty
        else { return nil }
        self = Self(versionedTag: tag) ?? Platform(.other(tag: tag), Self.architecture(of: tag))
    }

    /// `family_number(_number)_architecture`, and the older names of three glibc versions.
    private init?(versionedTag tag: String) {
        var parts = tag.split(separator: "_")
        let families = [
            "manylinux": "glibc", "musllinux": "musl", "macosx": "macos", "ios": "ios",
            "android": "android",
        ]
        let aliases = ["manylinux1": 5, "manylinux2010": 12, "manylinux2014": 17]
        let first = String(parts.removeFirst())
        let system: System?
        if let minor = aliases[first] {
            system = .glibc(major: 2, minor: minor)
        } else if let family = families[first] {
            let numbers = parts.prefix(family == "android" ? 1 : 2).compactMap(Self.number)
            system = Self.system(named: family[...], numbers)
            parts.removeFirst(min(numbers.count, parts.count))
        } else {
            system = nil
        }
        guard let system, !parts.isEmpty else { return nil }
        self.init(system, parts.joined(separator: "_"))
    }

    private static func system(named name: Substring, _ numbers: [Int]) -> System? {
        if name == "android" {
            return numbers.count == 1 ? .android(apiLevel: numbers[0]) : nil
        }
        guard numbers.count == 2 else { return nil }
        switch name {
        case "glibc": return .glibc(major: numbers[0], minor: numbers[1])
        case "musl": return .musl(major: numbers[0], minor: numbers[1])
        case "macos": return .macOS(major: numbers[0], minor: numbers[1])
        case "ios": return .iOS(major: numbers[0], minor: numbers[1])
        default: return nil
        }
    }

    /// Three digits at most: the number decides how long the list of tags is.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.count <= 3 && text.utf8.allSatisfy(\.isASCIIDigit) ? Int(text) : nil
    }

    /// Whether a tag tells all that decides which wheels run and what markers say: the system with
    /// its version, and a machine that it runs on.
    fileprivate var isWhole: Bool {
        switch system {
        case .glibc: PlatformTags.tags(of: self).count > 1
        case .musl: Self.linuxMachines.contains(architecture)
        case .macOS(let major, _): major >= 10 && Self.macMachines.contains(architecture)
        case .iOS: Self.iOSMachines.contains(architecture)
        case .android: Self.androidMachines.contains(architecture)
        case .windows: true
        case .other(let tag): Self.isWhole(otherTag: tag)
        }
    }

    private static let linuxMachines: Set = [
        "x86_64", "i686", "aarch64", "armv7l", "ppc64", "ppc64le", "s390x", "loongarch64",
        "riscv64", "armv6l", "armv8l",
    ]
    private static let macMachines: Set = [
        "arm64", "x86_64", "universal2", "universal", "intel", "i386", "ppc", "ppc64", "fat",
        "fat3", "fat32", "fat64",
    ]
    private static let iOSMachines: Set = [
        "arm64_iphoneos", "arm64_iphonesimulator", "x86_64_iphonesimulator",
    ]
    private static let androidMachines: Set = ["arm64_v8a", "armeabi_v7a", "x86", "x86_64"]
    private static let otherSystems: Set = [
        "freebsd", "openbsd", "netbsd", "dragonfly", "solaris", "sunos", "aix", "cygwin",
        "emscripten", "pyemscripten", "pyodide", "wasi",
    ]

    /// `linux_x86_64`, or `freebsd_14_1_release_amd64` as `sysconfig.get_platform()` has it.
    private static func isWhole(otherTag tag: String) -> Bool {
        let machine = architecture(of: tag)
        if machine != tag { return linuxMachines.contains(machine) }
        let parts = tag.split(separator: "_")
        return parts.count > 2 && otherSystems.contains(String(parts[0]))
            && parts[1].utf8.allSatisfy(\.isASCIIDigit)
            && parts.last?.utf8.allSatisfy(\.isASCIIDigit) == false
    }

    private static func architecture(of tag: String) -> String {
        let linux = "linux_"
        return tag.hasPrefix(linux) ? String(tag.dropFirst(linux.count)) : tag
    }
}
