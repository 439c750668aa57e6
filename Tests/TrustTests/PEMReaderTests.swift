import Testing

@testable import Trust

@Suite struct PEMReaderTests {
    /// `label@line`, then the content's length or the fault.
    private func read(_ text: String) -> [String] {
        PEMReader(Array(text.utf8)).map { block in
            let indented = block.isIndented ? " indented" : ""
            return switch block.content {
            case .bytes(let bytes): "\(block.label)@\(block.line) \(bytes.count)\(indented)"
            case .bad(let fault): "\(block.label)@\(block.line) \(fault)"
            }
        }
    }

    private let glue = "its BEGIN or END shares a line with other text: add a line break there"

    @Test(arguments: [
        "-----BEGIN A-----\nZm9v\nYmFy\n-----END A-----\n",
        "-----BEGIN A-----\r\nZm9v\r\nYmFy\r\n-----END A-----\r\n",
        "-----BEGIN A-----\rZm9v\rYmFy\r-----END A-----\r",
        "\u{FEFF}-----BEGIN A-----\nZm9vYmFy\n-----END A-----",
        "-----BEGIN A-----  \n  Zm9v  \n\n\tYm Fy\t\n-----END A----- \t\n",
    ])
    func spacingDoesNotMatter(_ text: String) { #expect(read(text) == ["A@1 6"]) }

    @Test func textAroundBlocksIsPassedOver() {
        let text = "# Corp Root\n\n-----BEGIN A-----\nZm9v\n-----END A-----\nsubject=x\n"
        #expect(read(text + text) == ["A@3 3", "A@9 3"])
        #expect(read("no block\n-----END A-----\n").isEmpty)
        #expect(read("").isEmpty)
    }

    @Test func indentedBlockIsReadAndMarked() {
        #expect(
            read("ca: |\n  -----BEGIN A-----\n  Zm9v\n  -----END A-----\n") == ["A@2 3 indented"])
    }

    @Test func byteOrderMarkInTheMiddleIsNoObstacle() {
        let block = "\u{FEFF}-----BEGIN A-----\nZm9v\n-----END A-----\n"
        #expect(read(block + block) == ["A@1 3", "A@4 3"])
    }

    @Test(arguments: [
        ("-----BEGIN A-----\nZm9v\nZm!v\n-----END A-----\n", "A@1 bad base64 in line 3"),
        ("-----BEGIN A-----\nZm9v\nZm9\n-----END A-----\n", "A@1 bad base64 in line 3"),
        ("-----BEGIN A-----\nZm9v\nx: y-z\n-----END A-----\n", "A@1 bad base64 in line 3"),
        ("-----BEGIN A-----\n-----END A-----\n", "A@1 an empty block"),
        ("-----BEGIN A-----\n\n \n-----END A-----\n", "A@1 an empty block"),
        ("-----BEGIN A-----\nZm9v\n", "A@1 cut off: its END line is missing"),
        ("-----BEGIN A-----", "A@1 cut off: its END line is missing"),
        ("-----BEGIN A-----\nZm9v\n-----END B-----\n", "A@1 its END line says \"B\""),
    ])
    func badBlockIsNamedWithItsLine(_ text: String, _ expected: String) {
        #expect(read(text) == [expected])
        let good = "-----BEGIN G-----\nZm9v\n-----END G-----\n"
        #expect(read(good + text + "\n" + good).count == 3)
        #expect(read(good + text + "\n" + good).last?.hasPrefix("G@") == true)
    }

    @Test func blockAfterAGluedEndIsLost() {
        let text = """
            -----BEGIN A-----
            Zm9v
            -----END A----------BEGIN B-----
            Zm9v
            -----END B----------BEGIN C-----
            Zm9v
            -----END C-----
            -----BEGIN D-----
            Zm9v
            -----END D-----
            """
        #expect(read(text) == ["A@1 3", "B@3 \(glue)", "C@5 \(glue)", "D@8 3"])
    }

    @Test func endGluedToBase64SpoilsItsBlock() {
        let text =
            "-----BEGIN A-----\nZm9v-----END A-----\n-----BEGIN B-----\nZm9v\n-----END B-----\n"
        #expect(read(text) == ["A@1 \(glue)", "B@3 3"])
    }

    @Test func wholeBlockOnOneLineIsGlued() {
        #expect(read("-----BEGIN A-----Zm9v-----END A-----\n") == ["A@1 \(glue)"])
        #expect(read("text -----BEGIN A-----\nZm9v\n-----END A-----\n") == ["A@1 \(glue)"])
    }

    @Test func cutBlockGivesWayToTheNext() {
        let text = "-----BEGIN A-----\nZm9v\n-----BEGIN B-----\nZm9v\n-----END B-----\n"
        #expect(read(text) == ["A@1 cut off: its END line is missing", "B@3 3"])
    }

    @Test func keysAreFoundButNeverDecoded() {
        let text = """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,00

            Zm9v
            -----END RSA PRIVATE KEY-----
            """
        #expect(read(text) == ["RSA PRIVATE KEY@1 0"])
    }
}
