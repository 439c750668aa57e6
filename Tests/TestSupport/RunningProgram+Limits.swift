import CSpawn
import Glibc

extension RunningProgram {
    /// Takes descriptors away from the running process, or gives them back.
    package func limitDescriptors(to count: Int) -> Bool {
        let kind = Int32(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe prlimit(pid, kind, nil, &limit) == 0 else { return false }
        limit.rlim_cur = rlim_t(count)
        return unsafe prlimit(pid, kind, &limit, nil) == 0
    }
}
