import Foundation
import Glibc
import Primitives
import TestSupport
import Testing

/// The shipped nginx settings, run by a real nginx over a mirror.
@Suite struct NginxSnippetTests {
    private static let json = "application/vnd.pypi.simple.v1+json"
    private static let html = "application/vnd.pypi.simple.v1+html"

    @Test(arguments: [
        ("\(json), \(html);q=0.2, text/html;q=0.01", true), (json, true), ("\(json);q=0.5", true),
        ("application/vnd.pypi.simple.latest+json", true), ("text/html", false), ("*/*", false),
        ("\(html), \(json);q=0.1", false), ("text/html, application/*;q=0.8", false),
    ])
    func pagesComeInTheFormAskedFor(accept: String, isJSON: Bool) async throws {
        try await serve { mirror in
            let page = try await mirror.get("/simple/demo/", "-H", "Accept: \(accept)")
            #expect(page.status == 200)
            #expect(page["content-type"] == (isJSON ? Self.json : "text/html; charset=utf-8"))
            #expect(page["vary"] == "Accept")
            #expect(page["cache-control"] == "public, max-age=60")
            #expect(page.text == (isJSON ? #"{"name":"demo"}"# : "<html>demo</html>"))
        }
    }

    @Test func filesMayBeKeptForEver() async throws {
        try await serve { mirror in
            let part = try await mirror.get(ServedMirror.wheelPath, "-r", "-100")
            #expect(part.status == 206)
            #expect(part.body == ServedMirror.wheel.suffix(100))
            #expect(part["content-type"] == "application/octet-stream")
            #expect(part["cache-control"]?.contains("immutable") == true)
        }
    }

    @Test func onlyWhatIsPublishedIsServed() async throws {
        try await serve { mirror in
            for path in [
                "/state.sqlite", "/.generations/000001/index.html", "/simple/missing/",
                "/.pages/dd/\(ServedMirror.pageDigest)/index.html",
            ] {
                let answer = try await mirror.get(path)
                #expect(answer.status == 404, "\(path)")
            }
            for path in ["/simple", "/simple/demo"] {
                let answer = try await mirror.get(path)
                #expect(answer.status == 301)
                #expect(answer["location"]?.hasSuffix("\(path)/") == true)
            }
        }
    }

    private func serve(_ body: (ServedMirror) async throws -> Void) async throws {
        let directory = try ServedMirror.publishedMirror()
        // Taken before nginx starts, so that it is reachable at once; it inherits the socket in
        // the way in which nginx hands it to its successor.
        let (socket, port) = try Socket.listening()
        defer { socket.close() }
        guard let address = WebAddress("http://127.0.0.1:\(port)/") else {
            throw Unanswered(reason: "no port")
        }
        let settings = try directory.write(settings(directory, port: port), to: "nginx.conf")
        var nginx = Program("nginx", ["-c", settings, "-e", directory["error.log"]])
        nginx.descriptors = [socket.descriptor]
        nginx.environment["NGINX"] = "3;"
        let running = try nginx.start()
        try await body(ServedMirror(directory: directory, address: address))
        running.send(SIGTERM)
        _ = try await running.wait()
    }

    private func settings(_ directory: TemporaryDirectory, port: UInt16) throws -> String {
        let snippet = try FileTree.text("\(Checkout.root)/deploy/nginx.conf")
            .replacing("listen 80;", with: "listen 127.0.0.1:\(port);")
            .replacing("/srv/wheelbarrow/mirror/public", with: directory["public"])
        // Started as root its worker would be somebody who cannot read a test's directories.
        return """
            \(getuid() == 0 ? "user root;" : "")
            daemon off; pid \(directory.path)/nginx.pid; error_log \(directory.path)/error.log;
            events {}
            http {
                access_log off;
                client_body_temp_path \(directory.path)/body;
                proxy_temp_path \(directory.path)/proxy;
                fastcgi_temp_path \(directory.path)/fastcgi;
                uwsgi_temp_path \(directory.path)/uwsgi;
                scgi_temp_path \(directory.path)/scgi;
                \(snippet)
            }
            """
    }
}
