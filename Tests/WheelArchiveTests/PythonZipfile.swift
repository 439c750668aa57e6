import TestSupport
import Testing

/// What Python's own `zipfile`, by which pip reads wheels, makes of archives.
enum PythonZipfile {
    /// Name and SHA-256 of each member that Python reads, by the archive's path.
    typealias Contents = PythonReading.Contents

    /// Has Python write archives in many ways.
    /// - Parameter directory: gets them, each named `*.whl`.
    static func write(into directory: String, seed: Int) async throws -> Contents {
        try await PythonReading.run(common + writing, [directory, "\(seed)"])
    }

    static func read(_ paths: [String]) async throws -> Contents {
        try await PythonReading.run(common + reading, paths)
    }

    /// The wheels that the virtual environment's Python carries to install pip from.
    static func bundledWheels() async throws -> [String] {
        let outcome = try await Program.run(PythonEnvironment.python, ["-I", "-c", bundled])
        try #require(outcome.succeeded, "\(outcome.errors)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    private static let common = """
        import hashlib, io, random, sys, zipfile, zlib
        def tell(path, archive):
            for name in set(archive.namelist()):
                if name.isprintable() and not name.endswith("/"):
                    try:
                        digest = hashlib.sha256(archive.read(name)).hexdigest()
                    except Exception as error:
                        continue
                    print(path, name, digest, sep="\\t")

        """

    private static let reading = """
        for path in sys.argv[1:]:
            try:
                tell(path, zipfile.ZipFile(path))
            except Exception as error:
                continue
        """

    private static let bundled = """
        import ensurepip, glob, os, sysconfig
        folder = sysconfig.get_config_var("WHEEL_PKG_DIR")
        if not folder:
            folder = os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")
        print(*sorted(glob.glob(os.path.join(folder, "*.whl"))), sep="\\n")
        """

    private static let writing = """
        class Unseekable(io.RawIOBase):
            def __init__(self, path): self.file = open(path, "wb")
            def writable(self): return True
            def write(self, data): return self.file.write(data)
            def close(self): self.file.close()
        generator = random.Random(int(sys.argv[2]))
        info = "demo-1.0.dist-info/"
        def content():
            size = generator.choice([0, 1, 100, 5000, 70000, generator.randrange(1500000)])
            line = generator.randbytes(generator.randrange(1, 400))
            return (line * (size // len(line) + 1))[:size]
        def member(archive, name, data):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = generator.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
            entry.comment = generator.choice([b"", b"a comment"])
            with archive.open(entry, "w", force_zip64=generator.random() < 0.3) as file:
                file.write(data)
        for number in range(40):
            path = "%s/%d.whl" % (sys.argv[1], number)
            target = path
            if number % 4 == 1: target = Unseekable(path)
            if number % 4 == 2: open(path, "wb").write(content())
            mode = "a" if number % 4 == 2 else "w"
            with zipfile.ZipFile(target, mode, compresslevel=generator.randrange(10)) as archive:
                for index in range(generator.choice([0, 3, 30, 1000 if number == 7 else 3])):
                    name = generator.choice(["demo/%d.py", "demo/sub/%d", "é/%d.py", "長い/%d"])
                    member(archive, name % index, content() if index < 30 else b"x")
                archive.writestr("demo/", b"")
                member(archive, info + "METADATA", content())
                archive.comment = generator.choice([b"", b"PK", b"x" * generator.randrange(65536)])
            if number % 4 == 1: target.close()
            with zipfile.ZipFile(path) as archive: tell(path, archive)
        """
}
