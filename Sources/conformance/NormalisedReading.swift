import Primitives
import SimpleIndex

/// Pages as the conformance corpus writes them down.
enum NormalisedReading {
    static func of(_ page: ProjectPage) -> [UInt8] {
        document { writer in
            writer.pair("api_version", page.apiVersion.description)
            writer.pair("project_name", page.name)
            writer.pair("status", page.status == .active ? nil : page.status.rawValue)
            writer.pair("status_reason", page.statusReason)
            writer.pair("error", nil)
            writer.key("files")
            writer.array { writer in
                for file in page.files { writer.file(file) }
            }
        }
    }

    static func of(_ page: RootPage) -> [UInt8] {
        document { writer in
            writer.pair("api_version", page.apiVersion.description)
            writer.pair("project_name", nil)
            writer.pair("status", nil)
            writer.pair("error", nil)
            writer.key("files")
            writer.array { _ in }
            writer.key("projects")
            writer.array { writer in
                for name in page.names { writer.string(name) }
            }
        }
    }

    static func of(_ error: PageError) -> [UInt8] {
        document { writer in
            writer.pair("api_version", nil)
            writer.pair("error", error.code.rawValue)
            writer.key("files")
            writer.array { _ in }
        }
    }

    private static func document(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(members)
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func pair(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    fileprivate mutating func file(_ file: IndexFile) {
        object { writer in
            writer.pair("filename", file.filename)
            writer.pair("url", file.url)
            writer.key("hashes")
            writer.strings(file.hashes)
            writer.pair("requires_python", file.requiresPython)
            writer.key("yanked")
            writer.yank(file.yanked)
            writer.key("core_metadata")
            let digests = file.coreMetadata.hashes
            if digests.isEmpty {
                writer.boolean(file.coreMetadata.isPresent)
            } else {
                writer.strings(digests)
            }
            writer.key("gpg_sig")
            if let signature = file.gpgSignature {
                writer.boolean(signature)
            } else {
                writer.null()
            }
            writer.key("size")
            if let size = file.size { writer.integer(size) } else { writer.null() }
            writer.pair("upload_time", file.uploadTime?.description)
        }
    }

    private mutating func yank(_ yank: Yank) {
        if let reason = yank.reason { string(reason) } else { boolean(yank.isYanked) }
    }
}
