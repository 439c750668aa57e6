import CSpawn
import Glibc

extension Program {
    /// posix_spawn(3) with standard streams on files, signals as in a fresh shell, a process
    /// group of its own and no stray descriptors.
    func spawn(input: String, output: String, error: String) throws -> pid_t {
        let path = try resolvedPath()
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let written = O_WRONLY | O_CREAT | O_APPEND
        unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, written, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, error, written, 0o600)
        for (index, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, 3 + Int32(index))
        }
        let firstClosed = 3 + Int32(descriptors.count)
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, firstClosed)
        if let directory {
            unsafe posix_spawn_file_actions_addchdir_np(&actions, directory)
        }
        var attributes = try Self.freshSignals()
        defer { unsafe posix_spawnattr_destroy(&attributes) }

        var pid: pid_t = 0
        let code = unsafe withCStrings([path] + arguments) { words in
            unsafe withCStrings(environment.map { "\($0)=\($1)" }) { variables in
                unsafe posix_spawn(&pid, path, &actions, &attributes, words, variables)
            }
        }
        guard code == 0 else {
            throw unsafe ProgramError(path: path, reason: String(cString: strerror(code)))
        }
        return pid
    }

    /// A test runner may run with signals blocked or ignored; children would inherit that.
    private static func freshSignals() throws -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var defaults = sigset_t()
        unsafe sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] {
            unsafe sigaddset(&defaults, signal)
        }
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }
}

/// Calls `body` with a null-terminated array of C strings that lives as long as the call.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = unsafe texts.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { preconditionFailure("an array with one entry") }
        return unsafe body(start)
    }
}
