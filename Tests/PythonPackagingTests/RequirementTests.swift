import PythonPackaging
import Testing

struct RequirementTests {
    @Test func takesARequirementApart() throws {
        let text = "Requests [Security,tests] >= 2.8.1, == 2.8.* ; python_version < '3.7'"
        let requirement = try Requirement(parsing: text)
        #expect(requirement.name.normalized == "requests")
        #expect(requirement.extras.sorted().map(\.normalized) == ["security", "tests"])
        #expect(requirement.specifiers.description == "==2.8.*,>=2.8.1")
        #expect(requirement.marker?.description == "python_version < \"3.7\"")
        #expect(
            requirement.description
                == "requests[security,tests]==2.8.*,>=2.8.1; python_version < \"3.7\"")
    }

    @Test func aURLEndsAtABlank() throws {
        let requirement = try Requirement(parsing: "x@https://files.example/x;y.whl ; os_name=='a'")
        #expect(requirement.url == "https://files.example/x;y.whl")
        #expect(requirement.description == "x @ https://files.example/x;y.whl ; os_name == \"a\"")
    }

    @Test(arguments: [
        "", "-name", "name-", "na me", "name [a", "name[a b]", "name>=", "name = 1", "name >=1.0.*",
        "name @", "name @ u; os_name=='a'", "name; ", "name>=1\n", "name===a,b",
    ])
    func refusesWhatIsNoRequirement(text: String) {
        #expect(throws: InvalidRequirement.self) { try Requirement(parsing: text) }
    }

    @Test func saysWhereItStopped() {
        let error = #expect(throws: InvalidRequirement.self) {
            try Requirement(parsing: "name = 1")
        }
        #expect(
            error?.description
                == "requirement `name = 1` is invalid: expected `==` or another operator at column 6"
        )
    }

    @Test(arguments: [
        ("elasticsearch-dsl (>=7.2.0<8.0.0)", "elasticsearch-dsl<8.0.0,>=7.2.0"),
        ("torch (>=1.9.*)", "torch>=1.9"), ("botocore>=1.3.0,<1.4.0',", "botocore<1.4.0,>=1.3.0"),
        ("numpy \">=1.19\"; python_version >= \"3.7\"", "numpy>=1.19; python_version >= \"3.7\""),
    ])
    func mendsTheUsualMistakes(text: String, mended: String) {
        #expect(Requirement.lenient(text)?.description == mended)
    }

    @Test(arguments: ["name @", "name one", "name>=1; nothing == 'x'", "-e ."])
    func leavesTheRestAlone(text: String) {
        #expect(Requirement.lenient(text) == nil)
    }

    @Test func equalityIgnoresSpelling() throws {
        #expect(
            try Requirement(parsing: "Foo_Bar[A.b] ==1.0.0")
                == Requirement(parsing: "foo-bar[a-b]==1.0"))
    }
}
