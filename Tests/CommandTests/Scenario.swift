import TestSupport

/// A job, the index that it reads and the mirror that it fills, in a directory of their own.
struct Scenario {
    let directory: TemporaryDirectory
    let index: LoopbackIndex
    /// What the program is run with: nothing of this machine's settings.
    var environment: [String: String]

    /// An index serving `tree` over http, and `job.toml` that selects from it.
    init(_ tree: IndexTree, _ select: String = #"projects = ["*"]"#, form: IndexTree.Form = .json)
        throws
    {
        directory = try TemporaryDirectory()
        index = try LoopbackIndex()
        environment = Program.hermeticEnvironment
        environment["HOME"] = directory["home"]
        tree.serve(on: index, form)
        try writeJob(select: select)
    }

    var job: String { directory["job.toml"] }
    var mirror: String { directory["mirror"] }
    var published: PublishedMirror { PublishedMirror(path: mirror) }

    /// Writes a job file.
    /// - Parameters:
    ///   - url: of the index; this scenario's by default.
    ///   - index: further lines of the `[[index]]` table.
    ///   - select: lines of the `[select]` table.
    ///   - retries: few, so that tests of failures are quick.
    ///   - rest: further tables.
    /// - Returns: its path.
    @discardableResult
    func writeJob(
        _ name: String = "job.toml", url: String? = nil, index lines: String = "",
        select: String = #"projects = ["*"]"#, retries: Int = 0, stallSeconds: Int = 3,
        connections: Int = 16, dependencies: Bool = false,
        rest: String = ""
    ) throws -> String {
        try directory.write(
            """
            mirror = "mirror"

            [[index]]
            name = "main"
            url = "\(url ?? index.url("/simple/"))"
            \(lines)

            [select]
            dependencies = \(dependencies)
            \(select.contains("versions") ? "" : #"versions = "all""#)
            \(select)

            [download]
            connections = \(connections)
            retries = \(retries)
            stall-timeout = "\(stallSeconds)s"

            \(rest)

            """, to: name)
    }

    /// The program, ready to be started by the test itself.
    func program(_ arguments: [String], environment extra: [String: String] = [:]) -> Program {
        Program(
            BuiltProducts.wheelbarrow, arguments,
            environment: environment.merging(extra) { $1 }, directory: directory.path)
    }

    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> CommandRun
    {
        try await run(arguments, environment: environment)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandRun
    {
        CommandRun(
            arguments, try await program(arguments, environment: environment).run())
    }

    /// `sync job.toml --json` with further arguments.
    func sync(_ arguments: String..., environment: [String: String] = [:]) async throws
        -> CommandRun
    {
        try await run(["sync", job, "--json"] + arguments, environment: environment)
    }
}
