import Primitives

/// Reads the JSON form.
enum JSONPageDecoder {
    static func projectPage(
        _ body: [UInt8], url: WebAddress
    ) throws(PageError) -> Decoded<ProjectPage> {
        var document = JSONProjectDocument()
        try read(body) { reader, key throws(JSONSyntaxError) in
            try document.readMember(key, from: &reader)
        }
        return try document.page(LinkResolver(page: url))
    }

    static func rootPage(_ body: [UInt8]) throws(PageError) -> Decoded<RootPage> {
        var meta = JSONMeta()
        var names: ProjectList?
        try read(body) { reader, key throws(JSONSyntaxError) in
            switch key {
            case "meta": meta = try reader.meta()
            case "projects": names = try reader.projectNames()
            default: try reader.skip()
            }
        }
        let apiVersion = try meta.version.checked()
        guard let names else { throw PageError(.invalidStructure, "it has no list 'projects'") }
        let page = RootPage(apiVersion: apiVersion, names: names.distinctNames)
        return Decoded(page: page, omissions: names.omissions, serial: meta.serial)
    }

    /// Reads a whole body whose value must be an object.
    private static func read(
        _ body: [UInt8], _ member: (inout JSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(PageError) {
        guard (try? UTF8Span(validating: body.span)) != nil else {
            throw PageError(.undecodable, "JSON is UTF-8, and this is not")
        }
        var reader = JSONReader(body)
        var isObject = false
        do throws(JSONSyntaxError) {
            isObject = try reader.kind() == .object
            try reader.optionalObject(member)
            try reader.end()
        } catch {
            throw PageError(.malformedJSON, error.description)
        }
        if !isObject { throw PageError(.invalidStructure, "it is not a JSON object") }
    }
}

/// What `meta.api-version` holds.
enum DeclaredVersion {
    case none, notAString
    case text(String)

    func checked() throws(PageError) -> APIVersion {
        switch self {
        case .none: .assumed
        case .notAString: throw PageError(.invalidVersion, "a version that is not a string")
        case .text(let text): try APIVersion.declared(text)
        }
    }
}

/// What a page says of itself under `meta`.
struct JSONMeta {
    var version = DeclaredVersion.none
    var serial: Int64?
}

extension JSONReader {
    fileprivate mutating func meta() throws(JSONSyntaxError) -> JSONMeta {
        var meta = JSONMeta()
        try optionalObject { reader, key throws(JSONSyntaxError) in
            switch key {
            case "api-version": meta.version = try reader.declaredVersion()
            case "_last-serial": meta.serial = try reader.optionalSize()
            default: try reader.skip()
            }
        }
        return meta
    }

    private mutating func declaredVersion() throws(JSONSyntaxError) -> DeclaredVersion {
        switch try kind() {
        case .string: return .text(try string())
        case .null:
            try skip()
            return .none
        default:
            try skip()
            return .notAString
        }
    }

    /// The names of a list of objects; nil where the value is no list.
    fileprivate mutating func projectNames() throws(JSONSyntaxError) -> ProjectList? {
        guard try kind() == .array else {
            try skip()
            return nil
        }
        var list = ProjectList()
        try array { reader throws(JSONSyntaxError) in
            var name: String?
            try reader.optionalObject { reader, key throws(JSONSyntaxError) in
                if key == "name" { name = try reader.optionalString() } else { try reader.skip() }
            }
            if let name { list.add(Array(name.utf8)) }
        }
        return list
    }
}

/// The members of a project page's JSON object, as far as they count.
private struct JSONProjectDocument {
    private var meta = JSONMeta()
    private var name: String?
    private var status: String?
    private var statusReason: String?
    private var versions: [String]?
    private var entries: [JSONFileEntry?]?

    mutating func readMember(
        _ key: String, from reader: inout JSONReader
    ) throws(JSONSyntaxError) {
        switch key {
        case "meta": meta = try reader.meta()
        case "name": name = try reader.optionalString()
        case "versions": versions = try reader.optionalStrings()
        case "files": entries = try Self.entries(&reader)
        case "project-status":
            (status, statusReason) = (nil, nil)
            try reader.optionalObject { reader, key throws(JSONSyntaxError) in
                switch key {
                case "status": status = try reader.optionalString()
                case "reason": statusReason = try reader.optionalString()
                default: try reader.skip()
                }
            }
        default: try reader.skip()
        }
    }

    private static func entries(
        _ reader: inout JSONReader
    ) throws(JSONSyntaxError) -> [JSONFileEntry?]? {
        guard try reader.kind() == .array else {
            try reader.skip()
            return nil
        }
        var entries: [JSONFileEntry?] = []
        try reader.array { reader throws(JSONSyntaxError) in
            guard try reader.kind() == .object else {
                try reader.skip()
                return entries.append(nil)
            }
            var entry = JSONFileEntry()
            try reader.object { reader, key throws(JSONSyntaxError) in
                try entry.readMember(key, from: &reader)
            }
            entries.append(entry)
        }
        return entries
    }

    func page(_ resolver: LinkResolver) throws(PageError) -> Decoded<ProjectPage> {
        let apiVersion = try meta.version.checked()
        guard let entries else { throw PageError(.invalidStructure, "it has no list 'files'") }
        var page = ProjectPage(
            apiVersion: apiVersion, name: name, status: ProjectStatus(marker: status ?? ""),
            statusReason: statusReason.flatMap { $0.isEmpty ? nil : $0 }, versions: versions)
        page.files.reserveCapacity(entries.count)
        var omissions: [Omission] = []
        for entry in entries {
            do throws(Omission) {
                guard let entry else { throw Omission(text: "", reason: .malformedEntry) }
                page.files.append(try entry.file(resolver))
            } catch {
                omissions.append(error)
            }
        }
        return Decoded(page: page, omissions: omissions, serial: meta.serial)
    }
}
