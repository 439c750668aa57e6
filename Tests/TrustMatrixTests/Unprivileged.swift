import Glibc

/// How a program is started so that file modes count for it, whoever runs the tests.
enum Unprivileged {
    /// Words before the program.
    static let prefix =
        getuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
}
