import Primitives

/// Why stored bytes are not a page or file that this version wrote.
package struct StoredFormError: Error, Hashable, CustomStringConvertible {
    package let detail: String

    package var description: String { "the stored page is damaged: \(detail)" }
}

extension ProjectPage {
    /// Everything about the page, compact and self-contained: what a catalog keeps.
    ///
    /// JSON with the API's own keys, but the links stay as they are, and nothing is left out.
    package func storedForm() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("api-version", apiVersion.description)
            writer.member("name", name)
            writer.member("status", status.rawValue)
            writer.member("reason", statusReason)
            if let versions {
                writer.key("versions")
                writer.array { writer in versions.forEach { writer.string($0) } }
            }
            writer.key("meta-seen")
            writer.boolean(metaSeen)
            writer.key("files")
            writer.array { writer in files.forEach { writer.stored($0) } }
        }
        return writer.bytes
    }

    package init(storedForm: [UInt8]) throws(StoredFormError) {
        var page = ProjectPage()
        try storedForm.readStored { reader, key throws(JSONSyntaxError) in
            try page.readMember(key, from: &reader)
        }
        self = page
    }

    private mutating func readMember(
        _ key: String, from reader: inout JSONReader
    ) throws(JSONSyntaxError) {
        switch key {
        case "api-version":
            apiVersion = try reader.optionalString().flatMap(APIVersion.init) ?? .assumed
        case "name": name = try reader.string()
        case "status": status = ProjectStatus(marker: try reader.string())
        case "reason": statusReason = try reader.string()
        case "versions": versions = try reader.optionalStrings()
        case "meta-seen": metaSeen = try reader.boolean()
        case "files":
            try reader.array { reader throws(JSONSyntaxError) in
                files.append(try reader.storedFile())
            }
        default: try reader.skip()
        }
    }
}

extension IndexFile {
    /// Everything about the file, compact and self-contained: what a catalog keeps.
    package func storedForm() -> [UInt8] {
        var writer = JSONWriter()
        writer.stored(self)
        return writer.bytes
    }

    package init(storedForm: [UInt8]) throws(StoredFormError) {
        var file = IndexFile(filename: "", url: "")
        try storedForm.readStored { reader, key throws(JSONSyntaxError) in
            try file.readMember(key, from: &reader)
        }
        self = file
    }

    fileprivate mutating func readMember(
        _ key: String, from reader: inout JSONReader
    ) throws(JSONSyntaxError) {
        switch key {
        case "filename": filename = try reader.string()
        case "url": url = try reader.string()
        case "hashes": hashes = try reader.storedStrings()
        case "requires-python": requiresPython = try reader.string()
        case "yanked":
            let isReason = try reader.kind() == .string
            yanked = .yes(reason: isReason ? try reader.string() : nil)
            if !isReason { try reader.skip() }
        case "core-metadata":
            let isGiven = try reader.kind() == .object
            coreMetadata = .present(isGiven ? try reader.storedStrings() : [:])
            if !isGiven { try reader.skip() }
        case "gpg-sig": gpgSignature = try reader.boolean()
        case "size": size = Int64(try reader.number())
        case "upload-time": uploadTime = Instant(uploadTime: try reader.string())
        case "provenance": provenance = try reader.string()
        default: try reader.skip()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func stored(_ file: IndexFile) {
        object { writer in
            writer.member("filename", file.filename)
            writer.member("url", file.url)
            if !file.hashes.isEmpty {
                writer.key("hashes")
                writer.strings(file.hashes)
            }
            writer.facts(of: file)
        }
    }
}

extension JSONReader {
    fileprivate mutating func storedFile() throws(JSONSyntaxError) -> IndexFile {
        var file = IndexFile(filename: "", url: "")
        try object { reader, key throws(JSONSyntaxError) in
            try file.readMember(key, from: &reader)
        }
        return file
    }

    fileprivate mutating func storedStrings() throws(JSONSyntaxError) -> [String: String] {
        var strings: [String: String] = [:]
        try object { reader, name throws(JSONSyntaxError) in
            strings[name] = try reader.string()
        }
        return strings
    }
}

extension [UInt8] {
    fileprivate func readStored(
        _ member: (inout JSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(StoredFormError) {
        var reader = JSONReader(self)
        do throws(JSONSyntaxError) {
            try reader.object(member)
            try reader.end()
        } catch {
            throw StoredFormError(detail: error.description)
        }
    }
}
