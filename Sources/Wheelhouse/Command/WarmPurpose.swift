internal import Jobs
internal import Primitives
internal import Reporting

/// What a warm-up is for: exactly one of these.
enum WarmPurpose: Sendable {
    case fill(String)
    case printKeys
    case check(String)
    case passThrough(WebAddress)

    /// - Throws: `Refusal` 64 where the options fit nothing, or not together.
    init(_ options: WarmOptions) throws(Refusal) {
        guard !options.inputs.isEmpty else {
            throw Refusal(
                .usage, "no requirement or lock file is named",
                hints: ["as in: wheelbarrow warm uv.lock --for cp312-linux-x86_64 --out wheelhouse"]
            )
        }
        let purposes = [
            ("--out", options.directory != nil), ("--key-only", options.printsKeys),
            ("--check", options.checked != nil), ("--through", options.through != nil),
        ].filter(\.1).map(\.0)
        guard purposes.count < 2 else {
            throw Refusal(
                .usage, "\(purposes.joined(separator: " and ")) exclude each other",
                hints: purposes.contains("--through") ? ["--through keeps nothing"] : [])
        }
        if let directory = options.directory {
            self = .fill(directory)
        } else if options.printsKeys {
            self = .printKeys
        } else if let checked = options.checked {
            self = .check(checked)
        } else if let through = options.through {
            self = .passThrough(try Self.address(through))
        } else {
            throw Refusal(
                .usage, "nothing says what to do with the files",
                hints: [
                    "--out DIR keeps them, --through URL warms a proxy up, --check DIR looks "
                        + "whether they are there, --key-only prints what a cache knows them by"
                ])
        }
        try checkExtent(of: options)
    }

    private static func address(_ text: String) throws(Refusal) -> WebAddress {
        if let address = WebAddress.typed(text) { return address }
        throw Refusal(
            .usage, "--through wants the http(s) address of a simple index",
            hints: [
                WebAddress.advice(on: text) ?? "as in --through https://proxy.example/simple/"
            ])
    }

    /// What only makes sense where files are kept, or keys are printed.
    private func checkExtent(of options: WarmOptions) throws(Refusal) {
        if options.printsOneKey, !options.printsKeys {
            throw Refusal(
                .usage, "--one-key needs --key-only",
                hints: ["the first line of a wheelhouse's CACHE_KEY is the same key"])
        }
        if case .fill = self { return }
        let kept = [
            ("--prune", options.prunes), ("--layout", options.layout != nil),
            ("--mirror", options.mirror != nil),
        ].filter(\.1).map(\.0)
        guard let first = kept.first else { return }
        throw Refusal(.usage, "\(first) needs --out")
    }
}
