import TestSupport
import Testing
import WheelArchive

/// A small source distribution in each of the forms that are met.
struct SampleSources: Sendable, CustomTestStringConvertible {
    let form: String
    let filename: String
    let bytes: [UInt8]

    var testDescription: String { form }

    static let information = Array("Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n".utf8)
    static let configuration = Array("[build-system]\nrequires = [\"hatchling\"]\n".utf8)

    /// What all forms hold.
    static let entries = [
        TarEntry("demo-1.0/demo.egg-info/PKG-INFO", "another"),
        TarEntry("demo-1.0/src/demo.py", [UInt8](repeating: 7, count: 700)),
        TarEntry("demo-1.0/PKG-INFO", information),
        TarEntry("demo-1.0/empty"),
        TarEntry("demo-1.0/pyproject.toml", configuration),
    ]

    static let tars: [SampleSources] = [
        SampleSources("as ustar", entries),
        SampleSources("with split names", entries.map(split)),
        SampleSources("with GNU names", entries.flatMap(\.longNamed)),
        SampleSources("with extended headers", entries.flatMap(\.extended)),
        SampleSources("with wide sizes", entries.map { $0.sized(wide($0.content.count)) }),
        SampleSources("with sizes in blanks", entries.map { $0.sized(blank($0.content.count)) }),
        SampleSources("from before POSIX", entries.map(old)),
        SampleSources("behind a dot", [TarEntry("./").typed("5")] + entries.map(dotted)),
        SampleSources("with all kinds", others + entries + [TarEntry("demo-1.0/src").typed("5")]),
        SampleSources(form: "without end", "demo-1.0.tar", TarEntry.archive(entries, end: [])),
    ]

    static let forms: [SampleSources] =
        tars + [
            SampleSources(form: "gzipped", "demo-1.0.tar.gz", gzipped),
            SampleSources(
                form: "with a gzip header", "demo-1.0.TGZ",
                Gzip.pack(plain, level: 1, name: "demo-1.0.tar")),
            SampleSources(
                form: "in gzip members", "demo-1.0.tgz",
                Gzip.pack(Array(plain.prefix(700))) + Gzip.pack([])
                    + Gzip.pack(Array(plain.dropFirst(700)), level: 0) + [0, 0, 0]),
            SampleSources(
                form: "zipped", "demo-1.0.zip",
                SampleWheel.writer(entries.map(zipped)).finished()),
        ]

    static let plain = TarEntry.archive(entries)
    static let gzipped = Gzip.pack(plain)

    init(form: String, _ filename: String, _ bytes: [UInt8]) {
        self.form = form
        self.filename = filename
        self.bytes = bytes
    }

    init(_ form: String, _ entries: [TarEntry]) {
        self.init(form: form, "demo-1.0.tar", TarEntry.archive(entries))
    }

    func open(limits: ArchiveLimits = .sources) throws -> SourceArchive {
        try SourceArchive(filename, source: MemorySource(bytes), limits: limits)
    }

    /// Under the name that its first bytes speak for.
    static func open(
        _ bytes: [UInt8], limits: ArchiveLimits = .sources
    ) throws -> SourceArchive {
        let name = bytes.first == 0x1F ? "demo-1.0.tar.gz" : "demo-1.0.tar"
        return try SourceArchive(name, source: MemorySource(bytes), limits: limits)
    }

    static func open(
        _ entries: [TarEntry], limits: ArchiveLimits = .sources
    ) throws -> SourceArchive {
        try open(TarEntry.archive(entries), limits: limits)
    }

    private static func split(_ entry: TarEntry) -> TarEntry {
        var entry = entry
        entry.prefix = Array("demo-1.0".utf8)
        entry.name.removeFirst(entry.prefix.count + 1)
        return entry
    }

    private static func dotted(_ entry: TarEntry) -> TarEntry {
        var entry = entry
        entry.name = Array("./".utf8) + entry.name
        return entry
    }

    private static func old(_ entry: TarEntry) -> TarEntry {
        var entry = entry
        entry.magic = [UInt8](repeating: 0, count: 8)
        entry.type = 0
        return entry
    }

    private static func wide(_ size: Int) -> [UInt8] {
        [0x80] + littleEndian(size, 11).reversed()
    }

    private static func blank(_ size: Int) -> [UInt8] {
        let digits = Array(String(size, radix: 8).utf8)
        return [UInt8](repeating: 0x20, count: 11 - digits.count) + digits + [0x20]
    }

    private static func zipped(_ entry: TarEntry) -> ZipEntry {
        ZipEntry(
            String(decoding: entry.name, as: UTF8.self), entry.content,
            deflated: Deflate.pack(entry.content))
    }

    /// Members that are no files, or files with holes, under the names that are asked for.
    private static let others: [TarEntry] = {
        let comment = TarEntry.record("comment", Array("0123abcd".utf8))
        let times = TarEntry.record("mtime", Array("1700000000.5".utf8))
        // The list stands between the header and what the size counts; it goes on once.
        let list = [UInt8](repeating: 1, count: 512 + 504) + [UInt8](repeating: 0, count: 8)
        var holes = TarEntry("demo-1.0/PKG-INFO", list).typed("S").sized(0)
        holes.hasList = true
        holes.magic = Array("ustar  \u{0}".utf8)
        let map = ["major=1", "minor=0", "realsize=9"].flatMap { field in
            let parts = field.split(separator: "=")
            return TarEntry.record("GNU.sparse.\(parts[0])", Array(parts[1].utf8))
        }
        return [
            TarEntry("pax_global_header", comment).typed("g"),
            TarEntry("._demo-1.0", "a file beside the folder"),
            TarEntry("demo-1.0/").typed("5"),
            TarEntry("demo-1.0/PKG-INFO").typed("1").sized(700),
            TarEntry("demo-1.0/PKG-INFO").typed("2").sized(700),
            TarEntry("demo-1.0/PKG-INFO").typed("3"),
            TarEntry("demo-1.0/PKG-INFO").typed("4"),
            TarEntry("demo-1.0/PKG-INFO").typed("5"),
            TarEntry("demo-1.0/PKG-INFO").typed("6"),
            TarEntry("demo-1.0/PKG-INFO", "of a kind that nobody knows").typed("Z"),
            TarEntry("././@LongLink", "a target\u{0}").typed("K"),
            TarEntry("x", times).typed("x"),
            TarEntry("demo-1.0/setup.py", "code"),
            TarEntry("x", map).typed("x"),
            TarEntry("demo-1.0/PKG-INFO", "1\n0\n9\n"),
        ]
            + [holes]
    }()
}
