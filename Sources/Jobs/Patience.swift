internal import MirrorStore
internal import Primitives

extension Streak {
    /// Whether a loss has been seen often enough, and long enough, to be believed: an outage of
    /// a night must not empty a mirror.
    var isConvincing: Bool { hasLasted(runs: 3, over: .seconds(86_400)) }
}
