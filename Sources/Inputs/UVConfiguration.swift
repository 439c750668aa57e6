/// A uv.toml: the index that it makes the default.
///
/// Source: uv's settings reference (`index` with `default`, `index-url`, `pip.index-url`).
package enum UVConfiguration {
    /// nil where the text sets no default index or is no TOML.
    package static func indexURL(in text: String) -> String? {
        guard let root = try? TOMLDocument(text).root else { return nil }
        if case .array(let indexes)? = root["index"] {
            for case .table(let index) in indexes where index["default"] == .boolean(true) {
                return string(index["url"])
            }
        }
        guard case .table(let pip)? = root["pip"] else { return string(root["index-url"]) }
        return string(root["index-url"]) ?? string(pip["index-url"])
    }

    private static func string(_ node: TOMLNode?) -> String? {
        if case .string(let text)? = node { text } else { nil }
    }
}
