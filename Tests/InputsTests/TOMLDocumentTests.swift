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
}
