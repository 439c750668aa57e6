import TestSupport
import Testing

/// The walls between the rooms, read off the import lines: an undeclared import of a sibling
/// compiles all the same.
@Suite struct WallTests {
    private let sources = SourceFile.sources

    @Test func everyRoomIsInTheTable() throws {
        let folders = try FileTree.names(in: "\(Checkout.root)/Sources")
        let unknown = Set(folders).subtracting(Walls.rooms.keys).subtracting(Walls.doors)
        #expect(unknown == [])
        #expect(sources.count > 50)
    }

    @Test func roomsImportWhatTheTableAllows() {
        for file in sources {
            let allowed = (Walls.rooms[file.target] ?? []).union(Walls.system(file.target))
            let forbidden = file.imports.subtracting(allowed)
            #expect(forbidden == [], "\(file)")
        }
    }

    @Test func pointersStayInTheirRooms() {
        for file in sources
        where !Walls.unsafe.contains(file.target) && !Walls.unsafeFiles.contains(file.path) {
            for (number, line) in file.code.enumerated() {
                #expect(
                    !words(line).contains("unsafe"),
                    "\(file):\(number + 1)")
            }
        }
    }

    @Test func pureRoomsWaitForNothing() {
        for file in sources where Walls.pure.union(["SimpleIndex"]).contains(file.target) {
            for (number, line) in file.code.enumerated() {
                #expect(
                    words(line).isDisjoint(with: ["async", "await"]),
                    "\(file):\(number + 1)")
            }
        }
    }

    @Test func tasksAreStructured() {
        for file in sources where file.target != "wheelbarrow" {
            for (number, line) in file.code.enumerated() {
                let isBare =
                    line.contains("Task")
                    && line.contains(/\bTask(?:\.detached)?\s*(?:\([^)]*\)\s*)?\{/)
                #expect(!isBare, "\(file):\(number + 1)")
            }
        }
    }

    private func words(_ line: String) -> Set<Substring> {
        Set(line.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }

    @Test func importLinesAreReadInAllTheirForms() throws {
        let directory = try TemporaryDirectory()
        let text =
            "import A\npackage import B\n@testable import C\nimport struct D.E\n// import F\n"
        let path = try directory.write(text, to: "x.swift")
        let up = String(repeating: "../", count: Checkout.root.split(separator: "/").count)
        let file = try SourceFile(path: up + path.dropFirst())
        #expect(file.imports == ["A", "B", "C", "D"])
    }
}
