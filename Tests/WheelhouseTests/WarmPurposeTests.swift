import Jobs
import Reporting
import Testing

@testable import Wheelhouse

@Suite struct WarmPurposeTests {
    private func refusal(_ change: (inout WarmOptions) -> Void) -> String? {
        var options = WarmOptions()
        options.inputs = ["uv.lock"]
        change(&options)
        do throws(Refusal) {
            _ = try WarmPurpose(options)
            return nil
        } catch {
            #expect(error.exitCode == .usage)
            return error.message
        }
    }

    @Test func whatFitsTogetherIsTaken() {
        #expect(refusal { $0.directory = "out" } == nil)
        #expect(refusal { $0.printsKeys = true } == nil)
        #expect(refusal { $0.checked = "out" } == nil)
        #expect(refusal { $0.through = "https://proxy.example/simple" } == nil)
        #expect(
            refusal {
                $0.directory = "out"
                $0.prunes = true
                $0.layout = .index
                $0.mirror = "mirror"
            } == nil)
    }

    @Test func whatDoesNotIsToldApart() {
        #expect(refusal { $0.inputs = [] } == "no requirement or lock file is named")
        #expect(refusal { _ in } == "nothing says what to do with the files")
        #expect(
            refusal {
                $0.directory = "out"
                $0.printsKeys = true
            } == "--out and --key-only exclude each other")
        #expect(
            refusal {
                $0.checked = "out"
                $0.prunes = true
            } == "--prune needs --out")
        #expect(
            refusal { $0.through = "proxy" }
                == "--through wants the http(s) address of a simple index")
    }
}
