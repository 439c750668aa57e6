/// Where settings stand (XDG base directories).
struct UserFolders {
    /// None or one.
    let home: [String]
    /// None or one.
    let configuration: [String]
    let systemConfiguration: [String]

    init(_ environment: [String: String]) {
        func words(_ variable: String) -> [String] {
            (environment[variable] ?? "").split(separator: ":").map(String.init)
        }
        home = environment["HOME"].flatMap { $0.isEmpty ? nil : [$0] } ?? []
        let own = environment["XDG_CONFIG_HOME"] ?? ""
        configuration = own.isEmpty ? home.map { $0 + "/.config" } : [own]
        let system = words("XDG_CONFIG_DIRS")
        systemConfiguration = system.isEmpty ? ["/etc/xdg"] : system
    }
}
