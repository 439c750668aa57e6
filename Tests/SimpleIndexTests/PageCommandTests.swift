import TestSupport
import Testing

/// `conformance page` as the corpus's checker starts it.
@Suite struct PageCommandTests {
    /// Products stand beside the test bundle.
    private static let program =
        CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
        .dropLast().joined(separator: "/") + "/conformance"

    private func run(_ arguments: [String], _ page: String) async throws -> String {
        let outcome = try await Program.run(
            Self.program, ["page", "https://index.example/simple/demo/"] + arguments,
            input: Array(page.utf8))
        #expect(outcome.status == .exited(0))
        return outcome.output
    }

    @Test func printsTheReadingOfAProjectPage() async throws {
        let page = #"<a href="x.whl#sha256=AB" data-yanked data-core-metadata="md5=c">x</a>"#
        #expect(
            try await run(["text/html", "detail"], page) == """
                {"api_version":"1.0","project_name":null,"status":null,"status_reason":null,\
                "error":null,"files":[{"filename":"x.whl",\
                "url":"https://index.example/simple/demo/x.whl","hashes":{"sha256":"ab"},\
                "requires_python":null,"yanked":true,"core_metadata":{"md5":"c"},"gpg_sig":null,\
                "size":null,"upload_time":null}]}

                """)
    }

    @Test func printsNamesAndErrors() async throws {
        let root = try await run(["text/html", "root"], "<a href=a>A</a>")
        #expect(root.contains(#""projects":["A"]"#))
        let error = try await run(["", "detail"], "")
        #expect(error.contains(#""error":"unsupported_content_type""#))
    }
}
