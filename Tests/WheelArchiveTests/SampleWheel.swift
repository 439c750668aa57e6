import PythonPackaging
import TestSupport
import Testing
import WheelArchive

/// A small wheel in each of the forms that a zip archive may rightly have.
struct SampleWheel: Sendable, CustomTestStringConvertible {
    let form: String
    let bytes: [UInt8]

    var testDescription: String { form }

    static let maker = WheelMaker(
        "demo", "1.0", requires: ["other >= 2", "third; extra == 'x'"], extras: ["x"],
        payloadSize: 300)

    static let metadata = Array(maker.metadata.utf8)
    static let metadataName = "demo-1.0.dist-info/METADATA"
    static let recordName = "demo-1.0.dist-info/RECORD"
    static let filename = Result { try WheelFilename(parsing: "demo-1.0-py3-none-any.whl") }

    /// What all forms hold; METADATA is in the middle.
    static let entries = maker.wheelMembers().map {
        ZipEntry($0.name, $0.content, deflated: Deflate.pack($0.content))
    }

    static let forms: [SampleWheel] = [
        SampleWheel("stored", maker.wheelMembers().map { ZipEntry($0.name, $0.content) }),
        SampleWheel("deflated", entries),
        SampleWheel("with data descriptors", entries.map { $0.describedBehind() }),
        SampleWheel("with wide sizes", entries.map { $0.widened() }),
        SampleWheel("with another local extra field", entries.map(withTimes)),
        SampleWheel("with directories", [ZipEntry("demo/", [])] + entries),
        SampleWheel(form: "as zip64", bytes: writer(entries).finishedAsZip64()),
        SampleWheel(
            form: "with a comment", bytes: writer(entries).finished(comment: Array("PK".utf8))),
        SampleWheel(
            form: "behind a prefix", bytes: writer(entries, prefix: prefix).finished()),
        SampleWheel(
            form: "as zip64 behind a prefix",
            bytes: writer(entries, prefix: prefix).finishedAsZip64()),
    ]

    init(form: String, bytes: [UInt8]) {
        self.form = form
        self.bytes = bytes
    }

    init(_ form: String, _ entries: [ZipEntry]) {
        self.init(form: form, bytes: Self.writer(entries).finished())
    }

    /// The wheel opened under its name.
    func open(limits: ArchiveLimits = .standard) async throws -> Wheel {
        try await Self.open(bytes, limits: limits)
    }

    static func open(_ bytes: [UInt8], limits: ArchiveLimits = .standard) async throws -> Wheel {
        try await open(MemorySource(bytes), limits: limits)
    }

    static func open(
        _ source: any ByteSource, limits: ArchiveLimits = .standard
    ) async throws -> Wheel {
        try await Wheel(filename.get(), source: source, limits: limits)
    }

    private static let prefix = Array("#!/usr/bin/env python3\n".utf8)

    static func writer(_ entries: [ZipEntry], prefix: [UInt8] = []) -> ZipWriter {
        var zip = ZipWriter(prefix: prefix)
        for entry in entries { zip.add(entry) }
        return zip
    }

    /// Time stamps as Info-ZIP writes them: longer in front of the content than in the directory.
    private static func withTimes(_ entry: ZipEntry) -> ZipEntry {
        var entry = entry
        entry.extra = littleEndian(0x5455, 2) + littleEndian(5, 2) + [3, 1, 2, 3, 4]
        entry.localExtra =
            littleEndian(0x5455, 2) + littleEndian(9, 2) + [3, 1, 2, 3, 4, 5, 6, 7, 8]
        return entry
    }
}
