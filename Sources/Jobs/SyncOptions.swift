internal import PythonPackaging

/// What the command line says about one sync, beyond its job files.
package struct SyncOptions: Sendable {
    package var plan: Bool
    /// Whether every file that comes or goes is named.
    package var listsChanges: Bool
    package var timeBudget: Duration?
    package var ifLocked: LockWait
    /// Projects in normal form, and indexes by name for their root pages.
    package var acceptShrink: Set<String>
    /// As they were given.
    package let shrinkNames: [String]
    package var acceptReplaced: Set<String>
    package var splay: Duration?
    package var caFile: String?

    package init(
        plan: Bool = false, listsChanges: Bool = false, timeBudget: Duration? = nil,
        ifLocked: LockWait = .skip,
        acceptShrink: [String] = [], acceptReplaced: [String] = [], splay: Duration? = nil,
        caFile: String? = nil
    ) {
        self.plan = plan
        self.listsChanges = listsChanges
        self.timeBudget = timeBudget
        self.ifLocked = ifLocked
        let projects = acceptShrink.compactMap { ProjectName($0)?.normalized }
        shrinkNames = acceptShrink
        self.acceptShrink = Set(acceptShrink + projects)
        self.acceptReplaced = Set(acceptReplaced)
        self.splay = splay
        self.caFile = caFile
    }
}

/// What to do when another run holds the mirror.
package enum LockWait: Sendable, Hashable {
    /// End with 75, saying nothing.
    case skip
    /// End with 75 and a message.
    case fail
    /// Wait for it, this long at most; nil: for ever.
    case wait(Duration?)
}
