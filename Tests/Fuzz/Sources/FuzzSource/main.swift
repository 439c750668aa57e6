import Dispatch

/// What libFuzzer calls with one input after another; it stops at the first trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let end = DispatchSemaphore(value: 0)
    Task.detached {
        if let problem = await SourceProperties.broken(by: bytes) { fatalError(problem) }
        end.signal()
    }
    end.wait()
    return 0
}

/// libFuzzer's own loop, called by name: SwiftPM wants a program's entry to be Swift's.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var count = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv
unsafe _ = runFuzzer(&count, &arguments) { unsafe fuzz($0, $1) }
