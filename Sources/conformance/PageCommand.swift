import ArgumentParser
import Foundation
import Primitives
import SimpleIndex

/// Prints the normalised reading of one page.
struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Read an index page on standard input and print its normalised reading as JSON.",
        discussion: """
            Example: conformance page https://index.example/simple/demo/ text/html detail < demo.html
            """)

    @Argument(help: "Where the page came from, after redirects.")
    var url: String

    @Argument(help: "The Content-Type header's value, may be empty.")
    var contentType: String

    @Argument(help: "detail (a project page) or root (the list of projects).")
    var kind: Kind = .detail

    enum Kind: String, ExpressibleByArgument {
        case detail, root
    }

    func run() throws {
        guard let address = WebAddress(url) else {
            throw ValidationError("'\(url)' is no http or https address")
        }
        let body = Array(FileHandle.standardInput.readDataToEndOfFile())
        print(String(decoding: reading(of: body, address), as: UTF8.self))
    }

    private func reading(of body: [UInt8], _ url: WebAddress) -> [UInt8] {
        do throws(PageError) {
            switch kind {
            case .detail:
                let decoded = try PageDecoder.projectPage(
                    body, contentType: contentType, url: url)
                return NormalisedReading.of(decoded.page)
            case .root:
                let decoded = try PageDecoder.rootPage(body, contentType: contentType, url: url)
                return NormalisedReading.of(decoded.page)
            }
        } catch {
            return NormalisedReading.of(error)
        }
    }
}
