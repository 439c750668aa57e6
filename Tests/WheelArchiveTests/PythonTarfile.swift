/// What Python's own `tarfile`, by which pip reads source distributions, makes of archives.
enum PythonTarfile {
    /// The SHA-256 of the first PKG-INFO and the first pyproject.toml in the top folder, by the
    /// archive's path.
    typealias Contents = PythonReading.Contents

    /// Has Python write archives in many ways.
    /// - Parameter directory: gets them.
    static func write(into directory: String, seed: Int) async throws -> Contents {
        try await PythonReading.run(common + writing, [directory, "\(seed)"])
    }

    static func read(_ paths: [String]) async throws -> Contents {
        try await PythonReading.run(common + reading, paths)
    }

    private static let common = """
        import hashlib, io, random, sys, tarfile
        WANTED = ["PKG-INFO", "pyproject.toml"]
        def tell(path):
            print(path, "", "", sep="\\t")
            found = set()
            try:
                with tarfile.open(path) as archive:
                    for member in archive:
                        parts = [part for part in member.name.split("/") if part not in ("", ".")]
                        if member.isfile() and not member.issparse() and len(parts) == 2 \\
                                and parts[1] in WANTED and parts[1] not in found:
                            digest = hashlib.sha256(archive.extractfile(member).read()).hexdigest()
                            found.add(parts[1])
                            print(path, parts[1], digest, sep="\\t")
            except Exception as error:
                return

        """

    private static let reading = """
        for path in sys.argv[1:]: tell(path)
        """

    private static let writing = """
        generator = random.Random(int(sys.argv[2]))
        FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]
        def content():
            size = generator.choice([0, 1, 511, 512, 513, 70000, generator.randrange(600000)])
            line = generator.randbytes(generator.randrange(1, 400))
            return (line * (size // len(line) + 1))[:size]
        def add(archive, name, data, kind=tarfile.REGTYPE):
            member = tarfile.TarInfo(name)
            member.type = kind
            member.mtime = generator.choice([0, 1700000000, 1700000000.25])
            if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                member.linkname = generator.choice(["setup.py", "x" * 90 + "/" + "y" * 9])
            if kind == tarfile.REGTYPE: member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for number in range(40):
            path = "%s/%d.%s" % (sys.argv[1], number, "tar" if number % 4 == 0 else "tar.gz")
            mode = "w" if number % 4 == 0 else generator.choice(["w:gz", "w|gz"])
            with tarfile.open(path, mode, format=FORMATS[number % 3]) as archive:
                root = generator.choice(["", "./"]) + generator.choice(["demo-1.0", "démo", "d" * 90])
                names = ["src/%d.py", "長い/%d", "s" * 80 + "/%d", "s" * 80 + "/" + "t" * 60 + "/%d"]
                steps = ["PKG-INFO"] * (number % 5 > 0) + ["pyproject.toml"] * (number % 7 > 0)
                steps += [""] * generator.choice([0, 3, 30])
                generator.shuffle(steps)
                if number % 2: add(archive, root, b"", tarfile.DIRTYPE)
                for index, step in enumerate(steps):
                    kind = generator.choice([tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE] +
                        [tarfile.REGTYPE] * 3)
                    if step: kind = tarfile.REGTYPE
                    name = generator.choice(names)
                    if FORMATS[number % 3] == tarfile.USTAR_FORMAT: name = names[0]
                    add(archive, root + "/" + (step or name % index), content(), kind)
            tell(path)
        """
}
