import ArgumentParser
import Dispatch
import Inputs
import Primitives
import Reporting

/// Where the process begins: reads the arguments, runs the verb, ends with its code.
@main enum Main {
    static func main() {
        Console.begin()
        let arguments = ProgramArguments.all
        guard arguments.first?.isEmpty == false else {
            Console.finish(
                .refusal(
                    verb: "wheelbarrow", .software, "the system passed no arguments, no name even",
                    ["start the program from a shell, or pass its name as the first argument"]),
                json: false)
        }
        begin(Array(arguments.dropFirst()))
    }

    private static func begin(_ arguments: [String]) -> Never {
        let json = arguments.contains("--json")
        if let lack = Wheelbarrow.lack(in: arguments) {
            let answer = Answer.refusal(
                verb: arguments[0], .config, "\(lack) is not supported in this version", [])
            Console.finish(answer, json: json)
        }
        if let place = emptyWord(in: arguments) {
            let answer = Answer.refusal(
                verb: name(of: arguments), .usage, "an empty text stands \(place)",
                ["a variable may be unset where the command line is written"])
            Console.finish(answer, json: json)
        }
        let words = arguments.first == "help" ? Array(arguments.dropFirst()) : arguments
        if let word = words.first, !word.hasPrefix("-"), !Wheelbarrow.verbs.contains(word) {
            let answer = Answer.refusal(
                verb: arguments[0].withoutQuotedSecrets, .usage,
                "there is no verb \(word)".withoutQuotedSecrets,
                [advice(on: word)])
            Console.finish(answer, json: json)
        }
        do {
            var command = try Wheelbarrow.parseAsRoot(arguments)
            if let verb = command as? any Verb { run(verb) }
            try command.run()
            Console.finish(message: Wheelbarrow.helpMessage(), .ok)
        } catch {
            refuse(arguments, error)
        }
    }

    /// Where the arguments hold an empty text: no path, name, address or number is one.
    private static func emptyWord(in arguments: [String]) -> String? {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        for (place, word) in arguments.enumerated() {
            if word.isEmpty {
                return place == 0 ? "where a verb belongs" : "after \(arguments[place - 1])"
            }
            if place < end, word.hasPrefix("-"), word.firstIndex(of: "=") == word.indices.last {
                return "after \(word)"
            }
        }
        return nil
    }

    /// What somebody meant whose first word is no verb.
    private static func advice(on word: String) -> String {
        if word.lowercased().hasSuffix(".toml"), word.withoutQuotedSecrets == word {
            return "did you mean wheelbarrow sync \(ShellWord(word))?"
        }
        return Spelling.near(to: word, among: Wheelbarrow.verbs)
            .map { "did you mean wheelbarrow \($0)?" }
            ?? "there are \(Wheelbarrow.verbs.joined(separator: ", "))"
    }

    private static func run(_ verb: sending any Verb) -> Never {
        let json = verb.output.json
        if let lack = Headroom.shortage {
            let answer = Answer.refusal(
                verb: type(of: verb).name, .tempfail, lack.message, [lack.hint])
            Console.finish(answer, json: json)
        }
        Task { Console.finish(await verb.answer(), json: json) }
        dispatchMain()
    }

    /// `trust probe` where arguments name a verb of two words.
    private static func name(of arguments: [String]) -> String {
        let words = arguments.filter { !$0.hasPrefix("-") }
        guard let verb = words.first else { return "wheelbarrow" }
        let parts = ["probe", "explain", "audit"]
        guard verb == "trust", words.count > 1, parts.contains(words[1]) else { return verb }
        return "\(verb) \(words[1])"
    }

    /// Help and version requests end with 0 here too: the parser throws them.
    private static func refuse(_ arguments: [String], _ error: any Error) -> Never {
        if Wheelbarrow.exitCode(for: error) == .success {
            Console.finish(message: Wheelbarrow.fullMessage(for: error), .ok)
        }
        if arguments.contains("--json") {
            let verb = name(of: arguments)
            let answer = Answer.refusal(
                verb: verb, .usage, Wheelbarrow.message(for: error).withoutQuotedSecrets, [])
            Console.finish(answer, json: true)
        }
        let message = Wheelbarrow.fullMessage(for: error).withoutQuotedSecrets
        Console.finish(
            // The parser has its own idea of how an error begins.
            message: message.hasPrefix("Error: ") ? "error" + message.dropFirst(5) : message,
            .usage)
    }
}
