import TestSupport

/// Directories of certificates.
enum DirectoryRows {
    static let all: [MatrixRow] = [
        row("unhashed", .fetched.quietly()) { trial, directory in
            try trial.directory.write(trial.lab.text("root"), to: "\(directory)/corp.pem")
            try trial.directory.write("see the wiki\n", to: "\(directory)/README")
            try trial.directory.write("", to: "\(directory)/.keep")
        },
        row("hashed", .fetched.quietly()) { trial, directory in
            try trial.directory.write(trial.lab.text("root"), to: "\(directory)/corp.pem")
            try trial.lab.openssl("rehash", trial.directory[directory])
        },
        row("bundle of a hash's name", .fetched.quietly()) { trial, directory in
            let hash = try trial.lab.openssl(
                "x509", "-in", trial.lab.pem("other"), "-noout", "-hash"
            ).dropLast()
            try trial.directory.write(trial.lab.text("other", "root"), to: "\(directory)/\(hash).0")
        },
        row("dangling link beside a good one", .fetched.quietly()) { trial, directory in
            try trial.directory.write(trial.lab.text("root"), to: "\(directory)/corp.pem")
            try Program(
                "ln", ["-s", "gone.pem", trial.directory["\(directory)/1234abcd.0"]]
            ).outputBlocking()
        },
        row("unreadable member beside a good one", .fetched.saying("closed.pem")) {
            trial, directory in
            try trial.directory.write(trial.lab.text("root"), to: "\(directory)/corp.pem")
            let file = try trial.directory.write(
                trial.lab.text("other"), to: "\(directory)/closed.pem")
            try Program("chmod", ["000", file]).outputBlocking()
        },
        row("empty", .misconfigured.saying("anchors")) { trial, directory in
            try FileTree.makeDirectory(trial.directory[directory])
        },
    ]

    private static func row(
        _ setup: String, _ required: Requirement,
        make: @escaping @Sendable (Trial, String) throws -> Void
    ) -> MatrixRow {
        MatrixRow(
            46, "directory: \(setup)", trusting: "the directory", required.description
        ) { trial in
            var trial = trial
            try make(trial, "anchors")
            trial.prefix = Unprivileged.prefix
            try trial.writeJob(trial.lab.url("good"), ["ca-dir = \"anchors\""])
            return try await trial.sync(toEnd: required)
        }
    }
}
