import TestSupport
import Testing

/// The tail is policed, not the average: the longest functions and files, and a few names.
@Suite struct ShapeTests {
    private let files = SourceFile.sources + SourceFile.tests

    @Test func functionsHaveAtMost70Lines() {
        let functions = files.flatMap { file in
            file.functions.map { (length: $0.length, text: "\(file): \($0.head)") }
        }.sorted { $0.length > $1.length }
        #expect(functions.count > 200)
        let longest = functions.prefix(5).map { "\($0.length) lines: \($0.text)" }
        print("longest functions:", longest.joined(separator: "\n"), separator: "\n")
        for function in functions { #expect(function.length <= 70, "\(function.text)") }
    }

    @Test func filesHaveAtMost500Lines() {
        let sorted = files.sorted { $0.lines.count > $1.lines.count }
        let longest = sorted.prefix(5).map { "\($0.lines.count) lines: \($0)" }
        print("longest files:", longest.joined(separator: "\n"), separator: "\n")
        for file in files { #expect(file.lines.count <= 500, "\(file)") }
    }

    @Test func typesAreNamedByNounsOfTheField() {
        for file in files {
            for type in file.types {
                // The word for apt, dnf and others.
                guard type != "PackageManager" else { continue }
                let isVague = type.contains(/(?:Manager|Helpers?|Utils?|Utility|Utilities|Impl)$/)
                #expect(!isVague, "\(type) in \(file)")
            }
        }
    }

    @Test func noTypeIsNamedLikeItsModule() {
        for file in files { #expect(!file.types.contains(file.target), "\(file)") }
    }

    @Test func bodiesAndTypesAreFound() throws {
        let file = try SourceFile(path: "Tests/HouseTests/SourceFile.swift")
        #expect(file.types == ["SourceFile"])
        let initialiser = try #require(file.functions.first { $0.head.hasPrefix("init(path") })
        #expect(initialiser.length == 6)
    }
}
