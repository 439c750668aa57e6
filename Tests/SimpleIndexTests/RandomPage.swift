import Primitives
import SimpleIndex

/// Makes pages with names, reasons and addresses as nasty as they may be.
struct RandomPage {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let url = WebAddress("https://index.example/simple/demo/")

    /// A page as the HTML form can carry it: one hash a file, no versions, no name.
    mutating func html() -> ProjectPage {
        var page = ProjectPage(files: many(6) { $0.file(hashCount: 1) })
        mark(&page)
        page.apiVersion = version(from: page, .assumed)
        return page
    }

    /// A page as the JSON form can carry it; every second one has all that 1.1 demands.
    mutating func json() -> ProjectPage {
        var page = ProjectPage(name: "demo", files: many(6) { $0.file(hashCount: 3) })
        mark(&page)
        if chance(2) {
            page.versions = many(3) { $0.text() }
            for index in page.files.indices { page.files[index].size = size() }
        }
        let isComplete = page.versions != nil && page.files.allSatisfy { $0.size != nil }
        if isComplete { page.apiVersion = version(from: page, APIVersion(1, 1)) }
        return page
    }

    private mutating func mark(_ page: inout ProjectPage) {
        if chance(3) { page.status = pick([.archived, .deprecated, .quarantined]) }
        if chance(3) { page.statusReason = text() }
    }

    /// A version that allows what the page says.
    private mutating func version(from page: ProjectPage, _ floor: APIVersion) -> APIVersion {
        var lowest = floor
        if page.files.contains(where: { $0.provenance != nil }) { lowest = APIVersion(1, 3) }
        if page.status != .active || page.statusReason != nil { lowest = APIVersion(1, 4) }
        return APIVersion(1, Int.random(in: lowest.minor...4, using: &generator))
    }

    private mutating func file(hashCount: Int) -> IndexFile {
        let name = filename()
        var file = IndexFile(filename: name, url: address(of: name))
        for _ in 0..<Int.random(in: 0...hashCount, using: &generator) {
            file.hashes[pick(["sha256", "md5", "sha512", "blake2b"])] = hex(64)
        }
        file.requiresPython = chance(2) ? pick([">=3.8", ">=2.7,<4 & \"odd\"", "~=3.<&gt;"]) : nil
        if chance(2) { file.yanked = .yes(reason: chance(3) ? nil : text()) }
        if chance(2) {
            file.coreMetadata = .present(chance(2) ? [:] : ["sha256": hex(64)])
        }
        file.gpgSignature = chance(3) ? chance(2) : nil
        file.size = chance(2) ? size() : nil
        file.uploadTime = chance(2) ? time() : nil
        file.provenance = chance(4) ? "https://index.example/p?a=1&b=\"2\"" : nil
        return file
    }

    private mutating func address(of name: String) -> String {
        let folder = pick([
            "https://files.example/a/", "http://h.example:8080/", "https://u:p@h.example/x%2By/",
        ])
        let query = chance(4) ? "?sig=a%26b&x=1;2" : ""
        return folder + PercentEncoding.encode(name, keeping: "+!$&'()*,;=:@") + query
    }

    private mutating func filename() -> String {
        pick(["demo-1.0", "é ", "..x", "a&lt;b", "\"'<>&", "%41%2F", "#?", "１", "...", "a:b", "~"])
            + pick([".whl", ".tar.gz", "", " +", "%"])
    }

    /// Not empty, and with no space at its ends.
    private mutating func text() -> String {
        let pieces = [
            "a", "&amp;", "<b>", "\"", "'", "\n", "\r", "\r\n", "\t", "é", "🛞", "&#65;", " ",
            "</a>", "-->", "\\", "\u{2028}", "\u{1}",
        ]
        let middle = many(5) { $0.pick(pieces) }
        return "x" + middle.joined() + "y"
    }

    private mutating func time() -> Instant {
        Instant(microseconds: Int64.random(in: 0...4_000_000_000_000_000, using: &generator))
    }

    private mutating func size() -> Int64 { Int64.random(in: 0...Int64.max, using: &generator) }

    private mutating func hex(_ count: Int) -> String {
        (0..<count).map { _ in pick(Array("0123456789abcdef").map(String.init)) }.joined()
    }

    private mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: values.indices, using: &generator)]
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &generator) == 0
    }

    private mutating func many<T>(_ most: Int, _ make: (inout RandomPage) -> T) -> [T] {
        let count = Int.random(in: 0...most, using: &generator)
        return (0..<count).map { _ in make(&self) }
    }
}
