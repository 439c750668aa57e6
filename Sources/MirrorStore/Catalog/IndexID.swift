/// One index of one job: what it says to one table of a job file is said to no other, however alike
/// their addresses are.
package struct IndexID: Hashable, Sendable {
    package let job: String
    /// Its URL without credentials, and `#NAME` behind it where an earlier table of the job has the
    /// same.
    package let url: String

    package init(job: String, url: String) {
        self.job = job
        self.url = url
    }
}
