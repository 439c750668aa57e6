import Testing

@testable import SimpleIndex

@Suite struct HTMLAttributeCountTests {
    private func isExceeded(_ text: String) throws -> Bool {
        HTMLAttributeCount.isExceeded(in: try HTMLSource(Array(text.utf8), charset: nil))
    }

    private static let many = (0...HTMLAttributeCount.limit).map { " a\($0)" }.joined()

    @Test(arguments: [
        "<a\(many)>", "<p\(many)", "x <a href='>'\(many)>", "<!-- <a x=' --><a\(many)>",
        "<script>'<a x=\"'</script><b\(many)>", "<?x ' ?><a\(many)>", "</a x='><b\(many)>",
        "<a \(String(repeating: "x", count: 100 * 258))>", "<a \"\(many)>", "<a x=\"\"y=''\(many)>",
    ])
    func manyAreFound(text: String) throws { #expect(try isExceeded(text)) }

    @Test(arguments: [
        "", "<", "<a", "<a href='\(many)'>", "<!--\(many)-->", "a\(many)", "<\(many)>",
        "</a\(many)>", "<a href=x>\(many)</a>", "<!doctype\(many)>",
        String(repeating: "<a b c d e>f</a>", count: 1000), "<a x=\"\(many)",
    ])
    func textAndValuesAreNone(text: String) throws { #expect(try !isExceeded(text)) }
}
