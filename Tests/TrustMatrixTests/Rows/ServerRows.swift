import TestSupport

/// Servers with old TLS or none.
enum ServerRows {
    static let all: [MatrixRow] =
        [
            .site(22, "TLS 1.0 only", "old10", .bundle("root"), tooOld),
            .site(22, "TLS 1.1 only", "old11", .bundle("root"), tooOld),
        ] + [
            row(
                "plain HTTP on the port", .plainHTTP, .failed("tls").saying("plain HTTP|speak TLS")),
            row("reset at the hello", .resetting, .failed("tls").saying("reset|closed")),
            row("end at the hello", .closing, .failed("tls").saying("closed|ended")),
            row("silence", .silent, .failed("timeout").saying("silent|timed out")),
            row("alert 112", .alert(112), .failed("tls").saying("name")),
        ]

    private static let tooOld = Requirement.failed("tls").saying("TLS 1.2")

    private static func row(
        _ setup: String, _ behaviour: BrokenServer.Behaviour, _ required: Requirement
    ) -> MatrixRow {
        MatrixRow(23, setup, trusting: "root", required.description) { trial in
            let server = try BrokenServer(behaviour)
            let lines = ["ca-file = \"\(trial.lab.pem("root"))\""]
            try trial.writeJob(
                "https://localhost:\(server.port)/simple/", lines,
                download: ["connect-timeout = \"1s\"", "stall-timeout = \"1s\""])
            return try await trial.sync(toEnd: required)
        }
    }
}
