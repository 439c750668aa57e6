import Primitives
import Selection

/// Reads one `[[index]]` table.
struct IndexTable {
    let table: TableReader

    /// The one index of a job that names none: everything, from where this machine's pip looks.
    static var standard: IndexSettings {
        var settings = IndexSettings()
        settings.projects = everyProject
        return settings
    }

    private static let everyProject = [ProjectGlob("*")].compactMap(\.self)

    /// - Parameter fallbackName: what the index is called when the file does not say.
    func settings(fallbackName: String?) -> IndexSettings {
        table.checkKeys()
        var settings = IndexSettings()
        settings.name = name(fallbackName) ?? settings.name
        settings.url = table.address("url")
        settings.format = table.choice("format") ?? settings.format
        settings.projects = projects() ?? Self.everyProject
        settings.allowsUnhashed = table.boolean("allow-unhashed") ?? false
        settings.login = login()
        settings.tls = IndexTLSKeys(table: table).settings()
        settings.proxy = table.proxy("proxy")
        settings.fileHosts = hosts("file-hosts")
        settings.pageHosts = hosts("page-hosts")
        return settings
    }

    private func name(_ fallback: String?) -> String? {
        if table.members["name"] == nil, fallback == nil {
            table.log.note(
                table.path.key("name"), "name is missing in an [[index]] of several",
                suggestion: "every index needs a name of its own")
        }
        return table.parsed("name", NameText.expected, NameText.parse) ?? fallback
    }

    private func projects() -> [ProjectGlob]? {
        let globs = table.list("projects", "globs over names such as \"acme-*\"") {
            ProjectGlob($0)
        }
        if globs?.isEmpty == true, table.members["projects"] == .array([]) {
            table.log.note(
                table.path.key("projects"), "projects is empty, so nothing may come from here",
                suggestion: "leave it out to allow every name")
        }
        return globs
    }

    private func login() -> IndexLogin {
        let user = table.text("username")
        let password = table.filePath("password-file")
        let token = table.filePath("token-file")
        let given = { (key: String) in table.members[key] != nil }
        if given("token-file"), given("username") || given("password-file") {
            table.log.note(
                table.path.key("token-file"), "token-file excludes username and password-file",
                suggestion: "one login is enough")
        } else if given("username") != given("password-file") {
            let key = given("username") ? "username" : "password-file"
            let other = given("username") ? "password-file" : "username"
            // What is no text is told as that, and may have been meant otherwise.
            guard table.holdsText(key) else { return .none }
            table.log.note(
                table.path.key(key), "\(key) needs \(other) beside it",
                suggestion: "a token alone goes into token-file")
        }
        if let token { return .token(file: token) }
        if let user, let password { return .password(user: user, file: password) }
        return .none
    }

    private func hosts(_ key: String) -> [String] {
        table.list(key, "hosts such as \"files.example\" or \"files.example:8443\"") {
            HostText.parse($0)
        } ?? []
    }
}
