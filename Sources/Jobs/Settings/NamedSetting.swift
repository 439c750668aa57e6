/// What a variable or a settings file says.
struct NamedSetting: Hashable, Sendable {
    let value: String
    /// The variable, or the file.
    let source: String
    /// In the file.
    var key: String?

    /// `/etc/pip.conf: proxy`, `PIP_PROXY`.
    var name: String { key.map { "\(source): \($0)" } ?? source }
}
