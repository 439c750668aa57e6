import Cryptography
import FoundationEssentials
import Primitives

/// Makes small distributions of one release that pip and uv really install.
///
/// The package has one module, named like the project with underscores; its `__version__` is the
/// release's.
package struct WheelMaker: Sendable {
    package var name: String
    package var version: String
    /// Lines of `Requires-Dist`.
    package var requires: [String]
    package var requiresPython: String?
    package var extras: [String]
    /// Bytes of ballast beside the module.
    package var payloadSize: Int
    package var metadataVersion = "2.1"
    /// Names of fields that a build may still change.
    package var dynamic: [String] = []
    /// Further code of the package's module.
    package var code = ""
    /// Further files of a wheel, by their paths.
    package var files: [String: [UInt8]] = [:]

    package init(
        _ name: String, _ version: String = "1.0", requires: [String] = [],
        requiresPython: String? = nil, extras: [String] = [], payloadSize: Int = 0
    ) {
        self.name = name
        self.version = version
        self.requires = requires
        self.requiresPython = requiresPython
        self.extras = extras
        self.payloadSize = payloadSize
    }

    /// The name as it stands in file names: lower case, with underscores.
    package var module: String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "_")
    }

    package var metadata: String {
        var lines = [
            "Metadata-Version: \(metadataVersion)", "Name: \(name)", "Version: \(version)",
        ]
        if let requiresPython { lines.append("Requires-Python: \(requiresPython)") }
        lines += requires.map { "Requires-Dist: \($0)" } + extras.map { "Provides-Extra: \($0)" }
        lines += dynamic.map { "Dynamic: \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter tag: python, abi and platform tags, and a build tag before them if there is one.
    package func wheel(_ tag: String = "py3-none-any") -> Distribution {
        var zip = ZipWriter()
        for member in wheelMembers(tag) { zip.add(member.name, member.content) }
        return Distribution(
            self, filename: "\(module)-\(version)-\(tag).whl", bytes: zip.finished())
    }

    /// What a wheel consists of, RECORD last, for whoever packs it in a way of their own.
    package func wheelMembers(
        _ tag: String = "py3-none-any"
    ) -> [(name: String, content: [UInt8])] {
        let info = "\(module)-\(version).dist-info"
        let tags = tag.split(separator: "-").suffix(3).joined(separator: "-")
        let about = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: \(tags)\n"
        let members =
            packageMembers + files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [
                ("\(info)/METADATA", Array(metadata.utf8)), ("\(info)/WHEEL", Array(about.utf8)),
            ]
        var record = members.map {
            "\($0.name),sha256=\(Self.unpadded($0.content)),\($0.content.count)"
        }
        record.append("\(info)/RECORD,,")
        return members + [("\(info)/RECORD", Array((record.joined(separator: "\n") + "\n").utf8))]
    }

    /// A source archive that carries its own build backend, so that it installs with no network.
    package func sdist() -> Distribution {
        let root = "\(module)-\(version)"
        let backend = Self.backend(for: wheel())
        let project =
            "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n"
        var tar = TarGzWriter()
        tar.add("\(root)/PKG-INFO", Array(metadata.utf8))
        tar.add("\(root)/pyproject.toml", Array(project.utf8))
        tar.add("\(root)/backend.py", Array(backend.utf8))
        return Distribution(self, filename: "\(root).tar.gz", bytes: tar.finished())
    }

    private var packageMembers: [(name: String, content: [UInt8])] {
        let code = Array("__version__ = \"\(version)\"\n\(code)".utf8)
        guard payloadSize > 0 else { return [("\(module)/__init__.py", code)] }
        return [("\(module)/__init__.py", code), ("\(module)/payload.bin", payload)]
    }

    /// Bytes that differ from release to release and from 4 KiB to 4 KiB.
    private var payload: [UInt8] {
        var block = Hashing.digest(Array("\(name) \(version)".utf8), .sha256).bytes
        var bytes: [UInt8] = []
        while bytes.count < payloadSize {
            block = Hashing.digest(block, .sha256).bytes
            for _ in 0..<128 { bytes += block }
        }
        return Array(bytes.prefix(payloadSize))
    }

    /// As RECORD wants it: URL-safe base 64 without padding.
    private static func unpadded(_ content: [UInt8]) -> String {
        let digest = Hashing.digest(content, .sha256)
        let text = Data(digest.bytes).base64EncodedString()
        return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" })
    }

    private static func backend(for wheel: Distribution) -> String {
        """
        import base64, os
        WHEEL = base64.b64decode("\(Data(wheel.bytes).base64EncodedString())")
        def build_wheel(directory, settings=None, metadata=None):
            with open(os.path.join(directory, "\(wheel.filename)"), "wb") as file:
                file.write(WHEEL)
            return "\(wheel.filename)"

        """
    }
}
