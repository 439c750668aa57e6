import Primitives

/// What the path of a request means on a mirror.
enum MirrorRoute: Hashable {
    /// An index page: the root page where `project` is nil, in the form the client prefers where
    /// `form` is nil.
    case page(project: String?, form: PageMediaType?)
    /// The page is meant, but its address is another one.
    case movedPage(project: String?, form: PageMediaType? = nil)
    /// Any other file: its path below `public/`.
    case file(path: String)

    /// NAME_MAX of all that mirrors stand on.
    private static let longestName = 255

    /// The address of a page, as a path.
    static func address(ofPage project: String?, form: PageMediaType?) -> String {
        (project.map { "/simple/\($0)/" } ?? "/simple/") + (form?.filename ?? "")
    }

    /// - Parameter path: percent-encoded, as it came in the request line.
    /// - Returns: nil for paths that name nothing on any mirror, among them all that try to leave
    ///   it: a part that is empty, stands for a folder or hides a slash is refused.
    init?(path: String) {
        var parts = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.isEmpty == true else { return nil }
        let hasSlash = parts.last?.isEmpty == true
        if hasSlash { parts.removeLast() }
        let names = parts.compactMap(Self.name)
        guard names.count == parts.count else { return nil }
        if names.isEmpty, hasSlash {
            self = .movedPage(project: nil)
        } else if names == ["simple"] {
            self = hasSlash ? .page(project: nil, form: nil) : .movedPage(project: nil)
        } else if let page = Self(page: names, hasSlash: hasSlash) {
            self = page
        } else if !names.isEmpty, !hasSlash {
            self = .file(path: names.joined(separator: "/"))
        } else {
            return nil
        }
    }

    /// Reads `index.html`, `<project>`, `<project>/` and `<project>/index.html` below `simple`.
    private init?(page path: [String], hasSlash: Bool) {
        guard path.first == "simple", (2...3).contains(path.count) else { return nil }
        let names = path.dropFirst()
        let form = hasSlash ? nil : names.last.flatMap(PageMediaType.init(filename:))
        let projects = form == nil ? names : names.dropLast()
        guard let text = projects.first else {
            self = .page(project: nil, form: form)
            return
        }
        guard projects.count == 1, let project = Self.normalize(text) else { return nil }
        let isExact = project == text && (hasSlash || form != nil)
        self =
            isExact ? .page(project: project, form: form) : .movedPage(project: project, form: form)
    }

    private static func name(_ part: Substring.UTF8View) -> String? {
        guard let name = PercentEncoding.decode(String(Substring(part))),
            !["", ".", ".."].contains(name), name.utf8.count <= longestName,
            name.utf8.allSatisfy({ $0 > 0x1F && $0 != 0x7F && $0 != UInt8(ascii: "/") })
        else { return nil }
        return name
    }

    /// The form in which project names stand in addresses (PEP 503, "Normalized Names").
    private static func normalize(_ text: String) -> String? {
        if text.utf8.first == UInt8(ascii: ".") { return nil }
        var name: [UInt8] = []
        var isApart = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): isApart = true
            case _ where RequestSyntax.isAlphanumeric(byte):
                if isApart, !name.isEmpty { name.append(UInt8(ascii: "-")) }
                isApart = false
                name.append(byte | 0x20)
            default: return nil
            }
        }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}
