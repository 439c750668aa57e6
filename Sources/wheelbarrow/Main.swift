import ArgumentParser
import Reporting

/// Where the process begins: reads the arguments, runs the verb, ends with its code.
@main enum Main {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        Console.ignoreBrokenPipes()
        if let verb = arguments.first, Wheelbarrow.later.contains(verb) {
            let answer = Answer.refusal(
                verb: verb, .config, "the verb \(verb) is not supported in this version", [])
            Console.finish(answer, json: arguments.contains("--json"))
        }
        do {
            var command = try Wheelbarrow.parseAsRoot(arguments)
            if let verb = command as? any Verb {
                let answer = await verb.answer()
                Console.finish(answer, json: verb.output.json)
            }
            try command.run()
        } catch {
            refuse(arguments, error)
        }
    }

    /// Help and version requests end with 0 here too: the parser throws them.
    private static func refuse(_ arguments: [String], _ error: any Error) -> Never {
        let code = Wheelbarrow.exitCode(for: error)
        if code != .success, arguments.contains("--json") {
            let verb = arguments.first { !$0.hasPrefix("-") } ?? "wheelbarrow"
            let answer = Answer.refusal(verb: verb, .usage, Wheelbarrow.message(for: error), [])
            Console.finish(answer, json: true)
        }
        Wheelbarrow.exit(withError: error)
    }
}
