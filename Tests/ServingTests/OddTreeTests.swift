import TestSupport
import Testing

/// What else may stand in a mirror, or happen to it, while it is served.
@Suite struct OddTreeTests {
    @Test func onlyRegularFilesAreServed() async throws {
        let directory = try ServedMirror.publishedMirror()
        let folder = directory["public/.generations/000001"]
        try directory.write("secret", to: "elsewhere.html")
        for (name, commands) in [
            ("pipe", ["mkfifo", "\(folder)/pipe/index.html"]),
            ("folder", ["mkdir", "\(folder)/folder/index.html"]),
            ("loop", ["ln", "-s", "index.html", "\(folder)/loop/index.html"]),
            ("dangling", ["ln", "-s", "nowhere", "\(folder)/dangling/index.html"]),
            ("device", ["ln", "-s", "/dev/zero", "\(folder)/device/index.html"]),
            (
                "outside",
                ["ln", "-s", "../../../../elsewhere.html", "\(folder)/outside/index.html"]
            ),
            ("absolute", ["ln", "-s", "/etc/passwd", "\(folder)/absolute/index.html"]),
        ] {
            try FileTree.makeDirectory("\(folder)/\(name)")
            #expect(try await Program.run(commands[0], Array(commands.dropFirst())).succeeded)
            try await ServedMirror.serve(directory) { mirror in
                let request = "GET /simple/\(name)/ HTTP/1.0\r\n\r\n"
                let answer = try await mirror.exchange(request)
                #expect(answer.status == 500, "\(name)")
            }
        }
    }

    @Test func aDownloadOutlivesItsFile() async throws {
        let directory = try ServedMirror.publishedMirror()
        try await ServedMirror.serve(directory) { mirror in
            let client = try mirror.client()
            client.send("GET \(ServedMirror.wheelPath) HTTP/1.0\r\n\r\n")
            _ = try await client.beginning()
            try FileTree.remove(directory["public/files/ab"])
            #expect(try await client.rest().body == ServedMirror.wheel)
            let gone = try await mirror.get(ServedMirror.wheelPath)
            #expect(gone.status == 404)
        }
    }

    @Test func aNameThatIsTooLongIsNotFound() async throws {
        try await ServedMirror.serve { mirror in
            let name = String(repeating: "a", count: 5000)
            let answer = try await mirror.exchange("GET /simple/\(name)/ HTTP/1.0\r\n\r\n")
            #expect(answer.status == 404)
        }
    }
}
