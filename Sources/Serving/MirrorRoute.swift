import Primitives

/// What the path of a request means on a mirror.
enum MirrorRoute: Hashable {
    /// An index page: the root page where `project` is nil, in the form the client prefers where
    /// `form` is nil.
    case page(project: String?, form: PageMediaType?)
    /// The page is meant, but its address is another one.
    case movedPage(project: String?)
    /// A file of the pool: its path below `public/`.
    case file(path: String)

    /// The address of a page, as a path.
    static func address(ofPage project: String?) -> String {
        project.map { "/simple/\($0)/" } ?? "/simple/"
    }

    /// - Parameter path: percent-encoded, as it came in the request line.
    /// - Returns: nil for paths that name nothing on any mirror, among them all that try to leave
    ///   it: a part that is empty, begins with a dot or hides a slash is refused.
    init?(path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.isEmpty == true else { return nil }
        let hasSlash = parts.last?.isEmpty == true
        if hasSlash { parts.removeLast() }
        let names = parts.compactMap(Self.name)
        guard names.count == parts.count else { return nil }
        switch (names.first, names.count) {
        case (nil, _) where hasSlash: self = .movedPage(project: nil)
        case ("simple", 1):
            self = hasSlash ? .page(project: nil, form: nil) : .movedPage(project: nil)
        case ("simple", 2...3): self.init(page: names.dropFirst(), hasSlash: hasSlash)
        case ("files", 5) where !hasSlash: self.init(file: names)
        default: return nil
        }
    }

    /// Reads `index.html`, `<project>`, `<project>/` and `<project>/index.html`.
    private init?(page names: ArraySlice<String>, hasSlash: Bool) {
        let form = hasSlash ? nil : names.last.flatMap(PageMediaType.init(filename:))
        let projects = form == nil ? names : names.dropLast()
        guard let text = projects.first else {
            self = .page(project: nil, form: form)
            return
        }
        guard projects.count == 1, let project = Self.normalize(text) else { return nil }
        let isExact = project == text && (hasSlash || form != nil)
        self = isExact ? .page(project: project, form: form) : .movedPage(project: project)
    }

    /// Reads `files/ab/cd/<sha256>/<filename>`.
    private init?(file names: [String]) {
        let digest = names[3]
        guard let value = Digest(.sha256, hex: digest), value.hex == digest,
            names[1] == digest.prefix(2), names[2] == digest.dropFirst(2).prefix(2)
        else { return nil }
        self = .file(path: names.joined(separator: "/"))
    }

    private static func name(_ part: Substring) -> String? {
        guard let name = PercentEncoding.decode(String(part)), let first = name.first, first != ".",
            name.utf8.allSatisfy({ $0 > 0x1F && $0 != 0x7F && $0 != UInt8(ascii: "/") })
        else { return nil }
        return name
    }

    /// The form in which project names stand in addresses (PEP 503, "Normalized Names").
    private static func normalize(_ text: String) -> String? {
        let words = text.split(omittingEmptySubsequences: true) { "-_.".contains($0) }
        guard !words.isEmpty, words.allSatisfy({ $0.allSatisfy(isLetterOrDigit) }) else {
            return nil
        }
        return words.joined(separator: "-").lowercased()
    }

    private static func isLetterOrDigit(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }
}
