package import Testing

/// Text compared with a file that stands beside the tests.
package enum Golden {
    /// Fails where `text` is not the file's content.
    ///
    /// With `WHEELBARROW_RECORD=1` the file is rewritten instead; the test fails all the same, so
    /// that no run that recorded can pass.
    /// - Parameter file: relative to the directory of the calling test's source file.
    package static func expect(
        _ text: String, matches file: String, source: String = #filePath,
        location: SourceLocation = #_sourceLocation
    ) throws {
        guard let difference = try difference(text, from: file, beside: source) else { return }
        Issue.record("\(difference)", sourceLocation: location)
    }

    /// - Returns: nil where `text` is the content of `file` beside the source file `source`.
    package static func difference(
        _ text: String, from file: String, beside source: String = #filePath
    ) throws -> String? {
        let directory = source.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast().joined(separator: "/")
        let path = "\(directory)/\(file)"
        let wanted = FileTree.exists(path) ? try FileTree.text(path) : nil
        guard text != wanted else { return nil }
        if ProcessEnvironment.current["WHEELBARROW_RECORD"] == "1" {
            try FileTree.write(text, to: path)
            return "recorded \(file)"
        }
        return "\(file) differs; got:\n\(text)\nexpected:\n\(wanted ?? "(no such file)")"
    }
}
