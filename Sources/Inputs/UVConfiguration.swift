internal import TOMLKit

/// A uv.toml: the index that it makes the default.
///
/// Source: uv's settings reference (`index` with `default`, `index-url`, `pip.index-url`).
package enum UVConfiguration {
    /// nil where the text sets no default index or is no TOML.
    package static func indexURL(in text: String) -> String? {
        guard let table = try? TOMLTable(string: text) else { return nil }
        for index in table["index"]?.array ?? TOMLArray() {
            if let index = index.table, index["default"]?.bool == true {
                return index["url"]?.string
            }
        }
        return table["index-url"]?.string ?? table["pip"]?.table?["index-url"]?.string
    }
}
