import ArgumentParser
import Inputs
import Jobs
import PythonPackaging
import Reporting
import Wheelhouse

/// `wheelbarrow warm INPUT…`: fill a wheelhouse from lock files, for several targets at once.
struct Warm: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Fetch exactly what lock files name, for several Pythons and platforms at once.",
        discussion: """
            Example: wheelbarrow warm uv.lock --for cp312-linux-x86_64 --out wheelhouse

            Inputs are uv.lock, pylock.toml and requirement files whose lines are pinned; the union \
            of several is taken.
            """)

    @Argument(help: "Lock files and pinned requirement files.")
    var inputs: [String] = []
    @Option(help: "Keep the files in this directory, with lists of what they are.")
    var out: String?
    @Option(
        name: .customLong("for"),
        help: "A target by its name, or a shorthand such as cp312-linux-x86_64.")
    var targetNames: [String] = []
    @Option(help: "Look for [[target]] tables here instead of in wheelbarrow.toml.")
    var targets: String?
    @Option(help: "Take indexes, trust and targets from this job file.")
    var job: String?
    @Option(help: "flat for --find-links, index for --index-url.")
    var layout: WheelhouseLayout?
    @Option(help: "Take files from this mirror before any are downloaded.")
    var mirror: String?
    @Flag(help: "Every wheel that fits a target, not only the best one.")
    var allWheels = false
    @Flag(help: "Take a source distribution where no wheel fits, and what it is built with.")
    var allowSdist = false
    @Flag(help: "Remove files of the directory that are not wanted any more.")
    var prune = false
    @Option(name: .customLong("extra"), help: "An extra of a lock's project.")
    var extras: [Name] = []
    @Option(name: .customLong("group"), help: "A dependency group of a lock's project.")
    var groups: [Name] = []
    @Flag(help: "Leave out the groups that the project names as its defaults.")
    var noDefaultGroups = false
    @Option(name: [.customShort("c"), .customLong("constraint")], help: "A constraint file.")
    var constraints: [String] = []
    @Flag(help: "Print what a cache knows the files by, one line a target; fetch none.")
    var keyOnly = false
    @Flag(help: "With --key-only: one key over all targets, the first line of CACHE_KEY.")
    var oneKey = false
    @Option(help: "Show without a network that this wheelhouse has everything.")
    var check: String?
    @Option(help: "Fetch every file once through this index, such as a caching proxy; keep none.")
    var through: String?
    @Flag(help: "Print Python code that prints the [[target]] table of the Python that runs it.")
    var probe = false
    @Flag(help: "Say nothing but errors, on a terminal too.")
    var quiet = false
    @Option(help: "When to draw a progress bar: auto, always or never.")
    var progress = Progress.auto
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        if probe {
            return Answer(
                document: VerbDocument(
                    verb: Self.name, members: ["probe": .string(TargetProbe.code)]),
                lines: TargetProbe.code.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init))
        }
        let board = ProgressBoard()
        let stop = StopSignal()
        let watch = SignalWatch(stop, for: self)
        defer { watch.end() }
        let display = ProgressDisplay(progress, board, quiet: quiet || output.json)
        let command = WarmCommand(options, surroundings: .current, board: board, stop: stop)
        let report = await command.perform()
        display?.stop()
        return WarmAnswer(report: report, quiet: quiet).answer(watch.received)
    }

    private var options: WarmOptions {
        var options = WarmOptions()
        options.inputs = inputs
        options.constraints = constraints
        options.targets = targetNames
        options.targetFile = targets
        options.job = job
        options.extras = extras.map(\.name)
        options.groups = groups.map(\.name)
        options.withDefaultGroups = !noDefaultGroups
        options.takesAllWheels = allWheels
        options.allowsSdists = allowSdist
        options.directory = out
        options.layout = layout
        options.mirror = mirror
        options.prunes = prune
        options.printsKeys = keyOnly
        options.printsOneKey = oneKey
        options.checked = check
        options.through = through
        options.caFile = trust.caFile
        return options
    }
}

/// The name of an extra or a group on the command line.
struct Name: ExpressibleByArgument {
    let name: ProjectName

    init?(argument: String) {
        guard let name = ProjectName(argument) else { return nil }
        self.name = name
    }
}

extension WheelhouseLayout: ExpressibleByArgument {}
