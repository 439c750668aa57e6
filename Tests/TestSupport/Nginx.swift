import Glibc

/// A real web server on 127.0.0.1, with TLS 1.3 and HTTP/2 where it is given a certificate.
///
/// The ports are taken before it starts, so that it is reachable as soon as the value exists.
/// It ends with the value.
package final class Nginx: Sendable {
    package let plainPort: UInt16
    /// 0 without a certificate.
    package let tlsPort: UInt16
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    /// Serves a directory: index.html, or index.json to clients that accept the JSON form.
    package convenience init(serving root: String, _ leaf: PrivateCA.Leaf? = nil) throws {
        try self.init(location: "root \(root); index $page;", leaf)
    }

    /// Stands as a TLS server before a scriptable index.
    package convenience init(before index: LoopbackIndex, _ leaf: PrivateCA.Leaf) throws {
        let location = """
            proxy_pass \(index.origin); proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Host $http_host; proxy_buffering off; proxy_next_upstream off; proxy_redirect off;
            """
        try self.init(location: location, leaf)
    }

    /// - Parameters:
    ///   - location: directives of `location /`.
    ///   - server: further directives of the server, such as other locations or client
    ///     certificates.
    package init(
        location: String, server: String = "", _ leaf: PrivateCA.Leaf? = nil,
        protocols: String = "TLSv1.3"
    ) throws {
        directory = try TemporaryDirectory()
        let plain = try Socket.listening()
        let secure = try leaf.map { _ in try Socket.listening() }
        plainPort = plain.port
        tlsPort = secure?.port ?? 0
        var listening = "listen 127.0.0.1:\(plain.port);"
        if let leaf, let secure {
            listening += """
                listen 127.0.0.1:\(secure.port) ssl http2; ssl_protocols \(protocols);
                ssl_certificate \(leaf.chainFile); ssl_certificate_key \(leaf.keyFile);
                """
        }
        let settings = Self.settings(directory.path, "\(listening)\n\(server)", location)
        let file = try directory.write(settings, to: "nginx.conf")
        var nginx = Program("nginx", ["-c", file, "-e", directory["error.log"]])
        let sockets = [plain.socket, secure?.socket].compactMap(\.self)
        nginx.descriptors = sockets.map(\.descriptor)
        // How nginx hands listening sockets to its successor when its binary is upgraded.
        nginx.environment["NGINX"] = sockets.indices.map { "\(3 + $0);" }.joined()
        program = try nginx.start()
    }

    package var plainURL: String { "http://127.0.0.1:\(plainPort)" }
    package var tlsURL: String { "https://localhost:\(tlsPort)" }

    /// Method, target, status, protocol and connection number of each request, once it is over.
    package var accessLog: [String] {
        ((try? directory.text("access.log")) ?? "").split(separator: "\n").map(String.init)
    }

    package var errorLog: String { (try? directory.text("error.log")) ?? "" }

    private static func settings(_ directory: String, _ server: String, _ location: String)
        -> String
    {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(directory)/\($0);" }.joined(separator: " ")
        // Started as root its worker would be somebody who cannot read a test's directories.
        let user = getuid() == 0 ? "user root;" : ""
        return """
            \(user) daemon off; worker_processes 1; pid \(directory)/nginx.pid;
            events { worker_connections 1024; }
            http {
              log_format short '$request_method $request_uri $status $server_protocol $connection';
              access_log \(directory)/access.log short;
              types { text/html html; application/vnd.pypi.simple.v1+json json; text/plain log; }
              default_type application/octet-stream;
              map $http_accept $page {
                default index.html;
                "~application/vnd\\.pypi\\.simple\\.v1\\+json" index.json;
              }
              \(temporary)
              keepalive_requests 100000; server_tokens off;
              server {
                \(server)
                location / { \(location) }
              }
            }

            """
    }
}
