import Glibc

/// A real web server on 127.0.0.1, with TLS 1.3 and HTTP/2 where it is given a certificate.
///
/// The ports are taken before it starts, so that it is reachable as soon as the value exists.
/// It ends with the value.
package final class Nginx: Sendable {
    /// Where it listens.
    package let ports: [UInt16]
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    package var plainPort: UInt16 { ports[0] }
    /// 0 without a certificate.
    package var tlsPort: UInt16 { ports.count > 1 ? ports[1] : 0 }

    /// Serves a directory: index.html, or index.json to clients that accept the JSON form.
    package convenience init(serving root: String, _ leaf: PrivateCA.Leaf? = nil) throws {
        try self.init(location: "root \(root); index $page;", leaf)
    }

    /// Stands as a TLS server before a scriptable index.
    /// - Parameters:
    ///   - server: as below.
    ///   - tlsPort: that of a server that has ended; 0: any.
    package convenience init(
        before index: LoopbackIndex, _ leaf: PrivateCA.Leaf, server: String = "",
        tlsPort: UInt16 = 0
    ) throws {
        let location = """
            proxy_pass \(index.origin); proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Host $http_host; proxy_buffering off; proxy_next_upstream off; proxy_redirect off;
            """
        try self.init(location: location, server: server, leaf, tlsPort: tlsPort)
    }

    /// - Parameters:
    ///   - location: directives of `location /`.
    ///   - server: further directives of the server, such as other locations or client
    ///     certificates.
    package convenience init(
        location: String, server: String = "", _ leaf: PrivateCA.Leaf? = nil,
        protocols: String = "TLSv1.3", tlsPort: UInt16 = 0
    ) throws {
        try self.init(listeningOn: leaf == nil ? [0] : [0, tlsPort]) { ports in
            var listening = "listen 127.0.0.1:\(ports[0]);"
            if let leaf {
                listening += """
                    listen 127.0.0.1:\(ports[1]) ssl http2; ssl_protocols \(protocols);
                    ssl_certificate \(leaf.chainFile); ssl_certificate_key \(leaf.keyFile);
                    """
            }
            return "server { \(listening)\n\(server)\nlocation / { \(location) } }"
        }
    }

    /// - Parameters:
    ///   - wanted: the ports it listens on; 0: any.
    ///   - environment: added to a hermetic one.
    ///   - servers: the `server` blocks, for those ports.
    package init(
        listeningOn wanted: [UInt16], environment: [String: String] = [:],
        servers: ([UInt16]) -> String
    ) throws {
        directory = try TemporaryDirectory()
        let listening = try wanted.map { try Socket.listening(port: $0) }
        ports = listening.map(\.port)
        let settings = Self.settings(directory.path, servers(ports))
        let file = try directory.write(settings, to: "nginx.conf")
        var nginx = Program("nginx", ["-c", file, "-e", directory["error.log"]])
        nginx.descriptors = listening.map(\.socket.descriptor)
        nginx.environment.merge(environment) { $1 }
        // How nginx hands listening sockets to its successor when its binary is upgraded.
        nginx.environment["NGINX"] = listening.indices.map { "\(3 + $0);" }.joined()
        program = try nginx.start()
    }

    /// Ends it; its ports are free again.
    package func stop() {
        program.send(SIGTERM)
        _ = try? program.waitBlocking()
    }

    package var plainURL: String { "http://127.0.0.1:\(plainPort)" }
    package var tlsURL: String { "https://localhost:\(tlsPort)" }

    /// Method, target, status, protocol, host, whether the TLS session was resumed (`r`), the
    /// client's name and the connection number of each request, once it is over.
    package var accessLog: [String] {
        ((try? directory.text("access.log")) ?? "").split(separator: "\n").map(String.init)
    }

    package var errorLog: String { (try? directory.text("error.log")) ?? "" }

    private static func settings(_ directory: String, _ servers: String) -> String {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(directory)/\($0);" }.joined(separator: " ")
        // Started as root its worker would be somebody who cannot read a test's directories.
        let user = getuid() == 0 ? "user root;" : ""
        return """
            \(user) daemon off; worker_processes 1; pid \(directory)/nginx.pid;
            events { worker_connections 1024; }
            http {
              log_format short '$request_method $request_uri $status $server_protocol '
                '$host $ssl_session_reused $ssl_client_s_dn $connection';
              access_log \(directory)/access.log short;
              types { text/html html; application/vnd.pypi.simple.v1+json json; text/plain log; }
              default_type application/octet-stream;
              map $http_accept $page {
                default index.html;
                "~application/vnd\\.pypi\\.simple\\.v1\\+json" index.json;
              }
              \(temporary)
              keepalive_requests 100000; keepalive_timeout 1h; server_tokens off;
              \(servers)
            }

            """
    }
}
