import Foundation
import Reporting
import Testing

@Suite struct JSONValueTests {
    private let value = JSONValue.members([
        "b": .array([.integer(1), .null, .bool(true), .number(0.5)]),
        "a": .string("q\"\\\n\u{1}ü😀"), "empty": .array([]), "object": .object([]),
    ])

    @Test func keysKeepTheirOrderOnOneLine() {
        #expect(
            value.compact
                == #"{"b":[1,null,true,0.5],"a":"q\"\\\n\u0001ü😀","empty":[],"object":{}}"#)
    }

    @Test func bothFormsSayTheSame() throws {
        let compact = try JSONSerialization.jsonObject(with: Data(value.compact.utf8))
        let pretty = try JSONSerialization.jsonObject(with: Data(value.pretty.utf8))
        #expect(compact as? NSDictionary == pretty as? NSDictionary)
        #expect(value.pretty.hasSuffix("}\n"))
    }

    @Test func whatIsNoNumberIsNull() { #expect(JSONValue.number(.nan).compact == "null") }
}
