import Testing

@testable import Inputs

struct TextExpansionTests {
    private let expansion = TextExpansion(
        environment: ["DATA": "/srv/data", "EMPTY": "", "TWICE": "${DATA}"], home: "/home/ada",
        directory: "/etc/jobs")

    @Test(arguments: [
        ("mirror", "/etc/jobs/mirror"), ("../mirror", "/etc/mirror"), ("./a//b/.", "/etc/jobs/a/b"),
        ("/abs/./x/..", "/abs"), ("~", "/home/ada"), ("~/m", "/home/ada/m"),
        ("${DATA}/m", "/srv/data/m"), ("$DATA", "/etc/jobs/$DATA"), ("a~", "/etc/jobs/a~"),
        ("../../../..", "/"), ("${DATA}${EMPTY}", "/srv/data"),
    ])
    func makesAbsolutePaths(text: String, path: String) throws {
        #expect(try expansion.path(text) == path)
    }

    @Test(arguments: [
        ("${NO_SUCH}/x", ExpansionError.unset("NO_SUCH")), ("${DATA", .openVariable),
        ("${}", .notAVariable("")), ("${a b}", .notAVariable("a b")),
        ("${1A}", .notAVariable("1A")), ("~bob/x", .otherHome), ("", .empty),
        ("${EMPTY}", .empty),
    ])
    func saysWhatCannotBeFilledIn(text: String, error: ExpansionError) {
        #expect(throws: error) { try expansion.path(text) }
    }

    @Test func fillsInOnceOnly() throws {
        #expect(try expansion.variables(in: "${TWICE}") == "${DATA}")
    }

    @Test func needsAHomeForTheTilde() {
        let homeless = TextExpansion(environment: [:], home: nil, directory: "/")
        #expect(throws: ExpansionError.noHome) { try homeless.path("~/x") }
    }
}
