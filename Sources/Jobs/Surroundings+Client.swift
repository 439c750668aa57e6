internal import Inputs
internal import Reporting
internal import Transport

extension Surroundings {
    /// The one place that clients come from: whatever reaches the network goes through it, under a
    /// policy that `PolicyBuilder` made.
    func client(_ limits: Limits = Limits()) -> Client {
        Client(limits: limits, environment: environment, version: Release.version)
    }
}

extension Limits {
    /// A job's `[download]` table.
    init(_ download: DownloadSettings) {
        self.init()
        connections = download.connections
        connectionsPerHost = download.perHost
        retries = download.retries
        stallTimeout = download.stallTimeout
        connectTimeout = download.connectTimeout
        let timetable = download.bandwidth
        bandwidth = .timetable { timetable.limit(atMinuteOfDay: $0) }
    }
}
