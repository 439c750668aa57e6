import Primitives
import Testing

@testable import Inputs

struct TOMLDocumentTests {
    @Test func readsEveryKindOfValue() throws {
        let document = try TOMLDocument(
            """
            s = "é"
            i = -3
            f = 1.5
            b = true
            d = 2026-01-01
            t = 08:00:00
            dt = 2026-01-01T08:00:00Z
            l = ["a", [1]]
            [t1.t2]
            k = {m = 'v'}
            [[q]]
            x = 1
            [[q]]
            """)
        #expect(document.root["s"] == .string("é"))
        #expect(document.root["i"] == .integer(-3))
        #expect(document.root["f"] == .float(1.5))
        #expect(document.root["b"] == .boolean(true))
        #expect(document.root["d"] == CalendarDay(parsing: "2026-01-01").map(TOMLNode.day))
        #expect(document.root["t"]?.kind == "a time")
        #expect(document.root["dt"]?.kind == "a time")
        #expect(document.root["l"] == .array([.string("a"), .array([.integer(1)])]))
        #expect(document.root["t1"] == .table(["t2": .table(["k": .table(["m": .string("v")])])]))
        #expect(document.root["q"] == .array([.table(["x": .integer(1)]), .table([:])]))
    }

    @Test func tellsTheLineOfASyntaxError() {
        let error = #expect(throws: TOMLSyntaxError.self) { try TOMLDocument("a = 1\nb = \n") }
        #expect(error?.line == 2)
    }

    @Test(arguments: ["a = 1\n\0b = [", "a = 1\nb = \"x\\u0000y\"", "\nb = \"\\U00000000\""])
    func refusesANulThatWouldHideTheRest(text: String) {
        let error = #expect(throws: TOMLSyntaxError.self) { try TOMLDocument(text) }
        #expect(error?.line == 2)
    }

    @Test func readsAnEmptyText() throws {
        #expect(try TOMLDocument("").root.isEmpty)
        #expect(try TOMLDocument("# nothing\r\n").root.isEmpty)
    }

    /// The parser ends the whole process when no key follows the bracket.
    @Test(arguments: [
        "[.x]", "[=]", "[ # x", "[\n", "[[.x]]", "[[ .x]]", "[é]", "[!]", "[,]", "[[\u{1}",
        "[ \r\n", "[\rx]",
        "[x.é]", "[x.]", "[]", "[[]]", "[", "[[", "[x",
    ])
    func refusesAHeaderWithoutAKey(header: String) throws {
        let error = #expect(throws: TOMLSyntaxError.self) { try TOMLDocument("a = 1\n\(header)") }
        #expect(error.map { (2...3).contains($0.line) } == true)
    }

    @Test(arguments: ["}", "\u{2028}", "\u{85}", "é", "@", "1, }", "\u{B}", "/"])
    func refusesAListOfWhatIsNoValue(element: String) {
        let error = #expect(throws: TOMLSyntaxError.self) {
            try TOMLDocument("a = 1\nb = [\n\(element)]")
        }
        #expect(error?.line == 3)
    }

    @Test func whatIsWrongEarlierCountsFirst() {
        let error = #expect(throws: TOMLSyntaxError.self) {
            try TOMLDocument("a = 1\nb =\n[.x]\n")
        }
        #expect(error?.line == 2)
        let later = #expect(throws: TOMLSyntaxError.self) { try TOMLDocument("a = 1\n[.x]\nb =") }
        #expect(later?.line == 2)
    }

    @Test func aBracketInAValueIsNoHeader() throws {
        #expect(try TOMLDocument("a = [\n  [ -1.5, {b = 1} ],\n]").root.count == 1)
        let text = "a = \"\"\"\n[.x]\n\"\"\"\nb = '''\n[.y]'''"
        #expect(try TOMLDocument(text).root.count == 2)
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000),
        "a = " + String(repeating: "[", count: 100_000),
        "a = " + String(repeating: "{a = ", count: 100_000),
        Array(repeating: "a", count: 100_000).joined(separator: ".") + " = 1",
        "[" + Array(repeating: "a", count: 100_000).joined(separator: ".") + "]",
        "a = {" + Array(repeating: "a", count: 100_000).joined(separator: ".") + " = 1}",
    ])
    func refusesBottomlessNesting(text: String) {
        #expect(throws: TOMLSyntaxError.self) { try TOMLDocument(text) }
    }
}
