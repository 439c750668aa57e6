import ArgumentParser
import Jobs
import Primitives
import Reporting

/// `wheelbarrow sync JOB…`: the main job.
struct Sync: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Read indexes, select, download, verify and publish what job files ask for.",
        discussion: "Example: wheelbarrow sync lab.toml --time-budget 5h")

    @Argument(help: "Job files; all of them fill one mirror.")
    var jobs: [String]
    @Flag(help: "Dry run: say what would be downloaded and removed; write nothing.")
    var plan = false
    @Flag(help: "With --plan: name every file that would come or go.")
    var list = false
    @Flag(help: "Say nothing but errors, on a terminal too.")
    var quiet = false
    @Flag(
        help: "Tell notices, warnings and what came and went of each project, off a terminal too.")
    var verbose = false
    @Option(help: "When to draw a progress bar: auto, always or never.")
    var progress = Progress.auto
    @Option(
        help: "Begin nothing new after this long, such as 5h; exit 75 where work is left.",
        transform: TimeSpan.init)
    var timeBudget: TimeSpan?
    @Option(help: "When another run holds the mirror: skip, wait, wait=DUR or fail.")
    var ifLocked = LockWait.skip
    @Option(help: "Accept that a project, or an index by its name, has lost most of its listing.")
    var acceptShrink: [String] = []
    @Option(help: "Accept new content under this known file name.")
    var acceptReplaced: [String] = []
    @Option(
        help: "Wait for a fixed part of this long before the run, told by host and mirror.",
        transform: TimeSpan.init)
    var splay: TimeSpan?
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if list, !plan { throw ValidationError("--list goes with --plan") }
        if quiet, verbose { throw ValidationError("--quiet does not go with --verbose") }
    }

    func perform() async throws -> Answer {
        let board = ProgressBoard()
        let stop = StopSignal()
        let watch = SignalWatch(stop, for: self)
        defer { watch.end() }
        let display = ProgressDisplay(progress, board, quiet: quiet || output.json)
        let run = SyncCommand(
            jobPaths: jobs, options: options, surroundings: .current, board: board, stop: stop)
        let result = await run.perform()
        display?.stop()
        return SyncAnswer(result: result, quiet: quiet, verbose: verbose, lists: list)
            .answer(watch.received)
    }

    private var options: SyncOptions {
        SyncOptions(
            plan: plan, listsChanges: list || verbose, timeBudget: timeBudget?.duration,
            ifLocked: ifLocked,
            acceptShrink: acceptShrink, acceptReplaced: acceptReplaced, splay: splay?.duration,
            caFile: trust.caFile)
    }
}

/// Options of every verb that reaches the network.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("ca-file"),
        help: "Trust this PEM file's certificates instead of the system's or the job's.")
    var caFile: String?
}
