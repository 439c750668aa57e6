import Testing

@testable import Inputs

struct TOMLKeyScanTests {
    private func line(_ text: String, _ steps: TOMLPath.Step...) -> Int? {
        TOMLKeyScan.lines(of: text)[TOMLPath(steps)]
    }

    @Test func findsKeysInTablesAndDottedKeys() {
        let text = """
            mirror = "x"
            # [nothing]
            [ select ]
              versions="all" # x = 1
            a . "b c" = 1
            ['tls']
            'ca-file' = 2
            """
        #expect(line(text, .key("mirror")) == 1)
        #expect(line(text, .key("nothing")) == nil)
        #expect(line(text, .key("select")) == 3)
        #expect(line(text, .key("select"), .key("versions")) == 4)
        #expect(line(text, .key("select"), .key("x")) == nil)
        #expect(line(text, .key("select"), .key("a"), .key("b c")) == 5)
        #expect(line(text, .key("tls"), .key("ca-file")) == 7)
    }

    @Test func countsTablesOfLists() {
        let text = "[[index]]\nname = 1\n\n[[index]]\r\nname = 2\n[index.extra]\nk = 3\n"
        #expect(line(text, .key("index")) == 1)
        #expect(line(text, .key("index"), .index(0), .key("name")) == 2)
        #expect(line(text, .key("index"), .index(1)) == 4)
        #expect(line(text, .key("index"), .index(1), .key("name")) == 5)
        #expect(line(text, .key("index"), .index(1), .key("extra"), .key("k")) == 7)
    }

    @Test func passesOverStringsOfAllKinds() {
        let text = #"""
            a = "x # \" = [" # b = 1
            c = 'y \'
            d = """
            e = 1
            \""" f = 2 """""
            g = '''
            h = "'''
            i = ""
            j = ''
            """#
        let keys = Set(TOMLKeyScan.lines(of: text).keys.map(\.description))
        #expect(keys == ["a", "c", "d", "g", "i", "j"])
        #expect(line(text, .key("g")) == 6)
        #expect(line(text, .key("i")) == 8)
    }

    @Test func findsElementsOfListsAndInlineTables() {
        let text = """
            list = [ "a", # one
              "b]", [1,
              2],
              { k = "v", m.n = [
                3] },
            ]
            after = true
            """
        #expect(line(text, .key("list"), .index(0)) == 1)
        #expect(line(text, .key("list"), .index(1)) == 2)
        #expect(line(text, .key("list"), .index(2)) == 2)
        #expect(line(text, .key("list"), .index(2), .index(1)) == 3)
        #expect(line(text, .key("list"), .index(3), .key("k")) == 4)
        #expect(line(text, .key("list"), .index(3), .key("m"), .key("n"), .index(0)) == 5)
        #expect(line(text, .key("after")) == 7)
    }

    @Test func skipsAByteOrderMark() {
        #expect(line("\u{FEFF}a = 1", .key("a")) == 1)
    }

    @Test func endsWhereATextIsCutAnywhere() {
        let text = "[[a]]\nb = [\"c\", { d = '''e''' }]\n\"f\".g = \"\"\"h\"\"\"\n"
        let whole = TOMLKeyScan.lines(of: text)
        for end in text.indices {
            for (path, line) in TOMLKeyScan.lines(of: String(text[..<end])) {
                #expect(whole[path] == nil || whole[path] == line)
            }
        }
    }
}
