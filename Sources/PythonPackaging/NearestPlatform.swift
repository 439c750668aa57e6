/// Finds the platform that somebody meant who wrote something else: `win64`, `linux-x64`,
/// `macosx_14_arm64`.
enum NearestPlatform {
    /// - Returns: a preset, or a platform tag; nil where the text names no system.
    static func name(to text: String) -> String? {
        let text = text.prefix(60).lowercased()
        let machine = machine(in: text)
        let numbers = numbers(in: text)
        switch system(in: text) {
        case .windows?:
            let tags = ["arm64": "win_arm64", "i686": "win32"]
            return machine.flatMap { tags[$0] } ?? "windows-amd64"
        case .macOS?:
            let processor = machine ?? "arm64"
            guard let major = numbers.first else { return preset("macosx_14_0_\(processor)") }
            return whole("macosx_\(major)_\(numbers.dropFirst().first ?? 0)_\(processor)")
                ?? "macos-arm64"
        case .musl?:
            return linux("musllinux", numbers, "1_2", machine)
        case .glibc?:
            let alias = ["manylinux1", "manylinux2010", "manylinux2014"].last(where: text.hasPrefix)
            guard let alias else { return linux("manylinux", numbers, "2_28", machine) }
            return whole("\(alias)_\(linuxName(of: machine))")
                ?? linux("manylinux", numbers, "2_28", machine)
        case nil:
            return nil
        }
    }

    private enum System { case windows, macOS, musl, glibc }

    private static func system(in text: String) -> System? {
        // "darwin" holds "win", and "musllinux" holds "linux".
        let words: [(System, [String])] = [
            (.macOS, ["mac", "darwin", "osx", "apple"]), (.windows, ["win", "msvc", "mingw"]),
            (.musl, ["musl", "alpine"]),
            (.glibc, ["linux", "glibc", "gnu", "ubuntu", "debian", "rhel", "centos"]),
        ]
        return words.first { $0.1.contains(where: text.contains) }?.0
    }

    private static func machine(in text: String) -> String? {
        let words: [(String, [String])] = [
            ("arm64", ["arm64", "aarch64", "armv8"]), ("armv7l", ["armv7", "armhf", "arm32"]),
            ("universal2", ["universal2"]), ("x86_64", ["x86_64", "x86-64", "amd64", "x64"]),
            ("ppc64le", ["ppc64le"]), ("s390x", ["s390x"]), ("riscv64", ["riscv64"]),
            ("i686", ["i686", "i586", "i386", "x86", "win32"]),
        ]
        return words.first { $0.1.contains(where: text.contains) }?.0
    }

    /// The version that follows the system's name.
    private static func numbers(in text: String) -> [Int] {
        text.split { !$0.isLetter && !$0.isNumber }.dropFirst()
            .prefix { $0.allSatisfy(\.isNumber) }.prefix(2).compactMap { Int($0) }
    }

    private static func linux(
        _ family: String, _ numbers: [Int], _ usual: String, _ machine: String?
    ) -> String? {
        let name = linuxName(of: machine)
        if numbers.count == 2, let tag = whole("\(family)_\(numbers[0])_\(numbers[1])_\(name)") {
            return tag
        }
        return preset("\(family)_\(usual)_\(name)") ?? preset("\(family)_\(usual)_x86_64")
    }

    private static func linuxName(of machine: String?) -> String {
        machine == "arm64" ? "aarch64" : machine ?? "x86_64"
    }

    private static func whole(_ tag: String) -> String? {
        Platform(whole: tag) == nil ? nil : tag
    }

    /// The short name of a platform that has one.
    private static func preset(_ tag: String) -> String? {
        guard let platform = Platform(whole: tag) else { return nil }
        return Platform.presets.first { $0.platform == platform }?.name ?? tag
    }
}
