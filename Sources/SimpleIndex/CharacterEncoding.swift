import Glibc

/// How the bytes of an HTML page become text, chosen by the labels of the Encoding standard.
enum CharacterEncoding: Hashable {
    case utf8, utf16LittleEndian, utf16BigEndian, windows1252
    /// Any other, by the name that iconv(3) knows it by.
    case named(String)

    /// - Parameter label: as in a `charset` parameter, in any case.
    /// - Returns: nil for a label that the Encoding standard does not know.
    init?(label: String) {
        let label = label.asciiTrimmed.lowercased()
        guard let name = Self.names[label] else { return nil }
        switch name {
        case "UTF-8": self = .utf8
        case "UTF-16LE": self = .utf16LittleEndian
        case "UTF-16BE": self = .utf16BigEndian
        case "CP1252": self = .windows1252
        default: self = .named(name)
        }
    }

    /// Whether bytes below 0x80 mean ASCII wherever they stand alone.
    var keepsASCII: Bool {
        switch self {
        case .utf8, .windows1252: true
        case .utf16LittleEndian, .utf16BigEndian: false
        case .named(let name): name != "ISO-2022-JP"
        }
    }

    /// The text as UTF-8; what cannot be decoded becomes U+FFFD.
    func decode(_ bytes: some RandomAccessCollection<UInt8>) throws(PageError) -> [UInt8] {
        switch self {
        case .utf8: Array(String(decoding: bytes, as: UTF8.self).utf8)
        case .utf16LittleEndian: Self.decodeUTF16(bytes, low: 0, high: 1)
        case .utf16BigEndian: Self.decodeUTF16(bytes, low: 1, high: 0)
        case .windows1252: Self.decodeWindows1252(bytes)
        case .named(let name): try Self.convert(Array(bytes), from: name)
        }
    }

    private static func decodeUTF16(
        _ bytes: some RandomAccessCollection<UInt8>, low: Int, high: Int
    ) -> [UInt8] {
        let pairs = Array(bytes)
        var units = stride(from: 0, to: pairs.count - 1, by: 2).map { index in
            UInt16(pairs[index + high]) << 8 | UInt16(pairs[index + low])
        }
        if !pairs.count.isMultiple(of: 2) { units.append(0xFFFD) }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static func decodeWindows1252(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let isRemapped = (0x80..<0xA0).contains(byte)
            text.append(isRemapped ? upperControls[Int(byte - 0x80)] : Unicode.Scalar(byte))
        }
        return Array(String(text).utf8)
    }

    /// What 0x80 to 0x9F mean (Encoding standard, index windows-1252).
    private static let upperControls = Array(
        ("\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}"
            + "\u{2C6}\u{2030}\u{160}\u{2039}\u{152}\u{8D}\u{17D}\u{8F}"
            + "\u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}"
            + "\u{2DC}\u{2122}\u{161}\u{203A}\u{153}\u{9D}\u{17E}\u{178}").unicodeScalars)
}

extension CharacterEncoding {
    private static func convert(
        _ bytes: [UInt8], from name: String
    ) throws(PageError) -> [UInt8] {
        // iconv_open(3) returns (iconv_t) -1 for a conversion that is not installed.
        let failure = unsafe UnsafeMutableRawPointer(bitPattern: -1)
        let converter = unsafe iconv_open("UTF-8", name)
        guard let converter = unsafe converter, unsafe converter != failure else {
            throw PageError(.undecodable, "this system has no conversion from \(name)")
        }
        defer { _ = unsafe iconv_close(converter) }
        var input = bytes
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        var offset = 0
        while offset < input.count {
            let (read, written, problem) = unsafe step(converter, &input, offset, &piece)
            offset += read
            output += piece[..<written]
            // EILSEQ and EINVAL: bytes that mean nothing here, or a character cut at the end.
            if problem == EILSEQ || problem == EINVAL {
                output += [0xEF, 0xBF, 0xBD]
                offset += problem == EINVAL ? input.count : 1
            }
        }
        return output
    }

    /// One call of iconv(3): bytes read, bytes written, and errno where it stopped early.
    private static func step(
        _ converter: iconv_t, _ input: inout [UInt8], _ offset: Int, _ output: inout [UInt8]
    ) -> (read: Int, written: Int, problem: Int32) {
        var inputLeft = input.count - offset
        var outputLeft = output.count
        let before = (inputLeft, outputLeft)
        let result = unsafe input.withUnsafeMutableBytes { input in
            unsafe output.withUnsafeMutableBytes { output in
                var from = unsafe input.baseAddress?.advanced(by: offset)
                    .assumingMemoryBound(to: CChar.self)
                var to = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe iconv(converter, &from, &inputLeft, &to, &outputLeft)
            }
        }
        let problem = result == -1 ? errno : 0
        return (before.0 - inputLeft, before.1 - outputLeft, problem)
    }
}

extension CharacterEncoding {
    /// Label to iconv name (Encoding standard 4.2), without those that decode to nothing.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            for label in words.dropFirst() { names[label] = words.first }
        }
        for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16] {
            for prefix in ["iso-8859-", "iso8859-", "iso8859", "iso_8859-"] {
                names["\(prefix)\(part)"] = "ISO-8859-\(part)"
            }
        }
        for page in 1250...1258 {
            for prefix in ["windows-", "cp", "x-cp"] { names["\(prefix)\(page)"] = "CP\(page)" }
        }
        return names
    }()

    private static let table = """
        UTF-8 utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8
        UTF-16LE utf-16 utf-16le unicode unicodefeff csunicode iso-10646-ucs-2 ucs-2
        UTF-16BE utf-16be unicodefffe
        CP1252 ascii us-ascii ansi_x3.4-1968 latin1 l1 cp819 ibm819 iso-8859-1 iso8859-1 iso88591
        CP1252 iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1
        ISO-8859-2 latin2 l2 iso_8859-2:1987 iso-ir-101 csisolatin2
        ISO-8859-3 latin3 l3 iso_8859-3:1988 iso-ir-109 csisolatin3
        ISO-8859-4 latin4 l4 iso_8859-4:1988 iso-ir-110 csisolatin4
        ISO-8859-5 cyrillic iso_8859-5:1988 iso-ir-144 csisolatincyrillic
        ISO-8859-6 arabic asmo-708 ecma-114 iso-8859-6-e iso-8859-6-i iso_8859-6:1987 iso-ir-127
        ISO-8859-6 csisolatinarabic csiso88596e csiso88596i
        ISO-8859-7 greek greek8 elot_928 ecma-118 sun_eu_greek iso_8859-7:1987 iso-ir-126
        ISO-8859-7 csisolatingreek
        ISO-8859-8 hebrew visual logical iso-8859-8-e iso-8859-8-i iso_8859-8:1988 iso-ir-138
        ISO-8859-8 csisolatinhebrew csiso88598e csiso88598i
        ISO-8859-10 latin6 l6 iso-ir-157 csisolatin6
        ISO-8859-15 l9 csisolatin9
        CP1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5
        CP1254 csisolatin5
        CP874 windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911
        IBM866 ibm866 cp866 866 csibm866
        KOI8-R koi8-r koi8_r koi8 koi cskoi8r
        KOI8-U koi8-u koi8-ru
        MACINTOSH macintosh mac x-mac-roman csmacintosh
        MAC-CYRILLIC x-mac-cyrillic x-mac-ukrainian
        GB18030 gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese iso-ir-58 csgb2312
        GB18030 csiso58gb231280
        BIG5-HKSCS big5 big5-hkscs cn-big5 x-x-big5 csbig5
        EUC-JP euc-jp x-euc-jp cseucpkdfmtjapanese
        ISO-2022-JP iso-2022-jp csiso2022jp
        CP932 shift_jis shift-jis sjis x-sjis ms932 ms_kanji windows-31j csshiftjis
        CP949 euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 iso-ir-149
        CP949 cseuckr csksc56011987
        """
}
