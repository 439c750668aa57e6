import TestSupport
import Testing

/// A client that is told 404 goes on to the next index: it is said only where it is so.
@Suite struct AbsenceTests {
    private static let paths = [
        "/simple/", "/simple/demo/", "/simple/demo", "/simple/other/", "/simple/index.json",
    ]

    @Test(arguments: [
        "rm -r public", "mv public/simple elsewhere", "rm -r public/.generations",
        "ln -sfn /etc public/simple", "ln -sfn simple public/simple",
        "ln -sfn .generations/9 public/simple", "rm public/simple; touch public/simple",
        "rm public/simple; mkfifo public/simple", "ln -sfn .. public/simple",
    ])
    func aMirrorThatBrokeIsNoEmptyOne(command: String) async throws {
        let directory = try ServedMirror.publishedMirror()
        try await ServedMirror.serve(directory) { mirror in
            try await change(directory, command)
            for path in Self.paths {
                let answer = try await mirror.get(path)
                #expect(answer.status == 500, "\(path)")
            }
        }
    }

    @Test func aProjectWithoutItsPageIsNoUnknownOne() async throws {
        for command in ["rm -r .pages", "rm .pages/*/*/index.*"] {
            let directory = try ServedMirror.publishedMirror()
            try await ServedMirror.serve(directory) { mirror in
                try await change(directory, "cd public && \(command)")
                for path in ["demo/", "demo", "Demo/", "demo/index.html", "demo/index.json"] {
                    try await expect(500, mirror, "/simple/\(path)")
                }
                try await expect(200, mirror, "/simple/")
                try await expect(404, mirror, "/simple/other/")
            }
        }
    }

    @Test func whatIsEmptiedThoughGenerationsWerePublishedIsNoNewMirror() async throws {
        for (wasPublished, status) in [(true, 500), (false, 404)] {
            let directory = try ServedMirror.publishedMirror()
            try await ServedMirror.serve(directory, wasPublished: wasPublished) { mirror in
                try await change(directory, "rm -r public && mkdir public")
                for path in Self.paths { try await expect(status, mirror, path) }
            }
        }
    }

    @Test(arguments: [
        "mv public/files elsewhere", "mv public/files . && ln -s ../files public/files",
        "rm -r public/files && touch public/files", "rm $WHEEL && mkfifo $WHEEL",
        "rm $WHEEL && mkdir $WHEEL",
    ])
    func aWheelThatCannotBeServedIsNoAbsentOne(command: String) async throws {
        let directory = try ServedMirror.publishedMirror()
        try await ServedMirror.serve(directory) { mirror in
            try await change(directory, "WHEEL=public\(ServedMirror.wheelPath); \(command)")
            try await expect(500, mirror, ServedMirror.wheelPath)
        }
    }

    @Test func aWheelThatWasCollectedIsAbsent() async throws {
        let directory = try ServedMirror.publishedMirror()
        try await ServedMirror.serve(directory) { mirror in
            try await change(directory, "rm -r public/files/ab")
            try await expect(404, mirror, ServedMirror.wheelPath)
        }
    }

    @Test func aFormThatIsMissingGivesWayToAnother() async throws {
        let json = "application/vnd.pypi.simple.v1+json"
        for (missing, left) in [("html", "json"), ("json", "html")] {
            let directory = try ServedMirror.publishedMirror()
            try await ServedMirror.serve(directory) { mirror in
                try await change(
                    directory,
                    "rm public/.pages/*/*/index.\(missing) public/.generations/*/index.\(missing)")
                for page in ["/simple/", "/simple/demo/"] {
                    for both in ["*/*", "\(json),text/html;q=0.1", "text/html,\(json);q=0.1"] {
                        let answer = try await mirror.get(page, "-H", "Accept: \(both)")
                        #expect(answer.status == 200)
                        #expect(answer["content-type"]?.contains(left) == true)
                    }
                    let only = missing == "json" ? json : "text/html"
                    try await expect(500, mirror, page, "-H", "Accept: \(only)")
                    try await expect(500, mirror, "\(page)index.\(missing)")
                    try await expect(200, mirror, "\(page)index.\(left)")
                }
                try await expect(301, mirror, "/simple/Demo")
                try await expect(404, mirror, "/simple/other/")
            }
        }
    }

    @Test func whateverFileIsPublishedIsServed() async throws {
        let directory = try ServedMirror.publishedMirror()
        try directory.write("hello", to: "public/hello.txt")
        try directory.write("hello", to: "public/deep/er/hello.tar.gz")
        try directory.write("secret", to: "elsewhere.txt")
        try ServedMirror.link(directory["public/out.txt"], to: "../elsewhere.txt")
        let page = "/.pages/dd/\(ServedMirror.pageDigest)"
        try await ServedMirror.serve(directory) { mirror in
            for (path, type) in [
                ("/hello.txt", "text/plain; charset=utf-8"),
                ("/deep/er/hello.tar.gz", "application/octet-stream"),
                ("\(page)/index.html", "text/html; charset=utf-8"),
                ("\(page)/index.json", "application/vnd.pypi.simple.v1+json"),
                ("/.generations/000001/index.html", "text/html; charset=utf-8"),
            ] {
                let answer = try await mirror.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(answer["content-type"] == type, "\(path)")
            }
            for path in ["/out.txt", "/deep", "/deep/", "\(page)/", "/../elsewhere.txt"] {
                try await expect(404, mirror, path)
            }
        }
    }

    private func change(_ directory: TemporaryDirectory, _ command: String) async throws {
        let script = "cd \"$0\" && \(command)"
        #expect(try await Program.run("sh", ["-c", script, directory.path]).succeeded)
    }

    private func expect(
        _ status: Int, _ mirror: ServedMirror, _ path: String, _ options: String...
    ) async throws {
        let answer = try await mirror.get(path, options: options)
        #expect(answer.status == status, "\(path) \(options)")
    }
}
