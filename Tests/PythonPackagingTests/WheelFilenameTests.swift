import PythonPackaging
import Testing

struct WheelFilenameTests {
    @Test func takesAFileNameApart() throws {
        let wheel = try WheelFilename(parsing: "Demo_Pkg-1.0-1abc-py2.py3-NONE-any.whl")
        #expect(wheel.name.normalized == "demo-pkg")
        #expect(wheel.version.description == "1.0")
        #expect(wheel.build?.number == 1)
        #expect(wheel.build?.suffix == "abc")
        #expect(wheel.tags.map(\.description) == ["py2-none-any", "py3-none-any"])
    }

    @Test(arguments: [
        ("demo-1.0-py3-none-any.WHL", InvalidFilename.Code.unknownExtension),
        ("demo-1.0-py3-none.whl", .wrongNumberOfParts),
        ("de__mo-1-py3-none-any.whl", .invalidProjectName),
        ("demo-one-py3-none-any.whl", .invalidVersion),
        ("demo-1-a1-py3-none-any.whl", .invalidBuildTag),
        ("demo-1-3-none-any.whl", .invalidTag), ("demo-1-py3.-none-any.whl", .invalidTag),
    ])
    func saysWhatIsWrong(filename: String, code: InvalidFilename.Code) {
        let error = #expect(throws: InvalidFilename.self) {
            try WheelFilename(parsing: filename)
        }
        #expect(error?.code == code)
        #expect(error?.filename == filename)
    }

    @Test func buildTagsOrderByNumberThenText() throws {
        let tags = try ["2", "10", "1b", "1", "007"].map { try #require(BuildTag($0)) }
        #expect(tags.sorted().map(\.description) == ["1", "1b", "2", "7", "10"])
    }
}
