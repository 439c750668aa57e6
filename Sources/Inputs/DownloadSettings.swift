/// How hard a job pulls: the `[download]` table.
package struct DownloadSettings: Hashable, Sendable {
    package var connections = 16
    package var perHost = 8
    package var bandwidth = BandwidthTimetable.unlimited
    /// Further attempts after the first.
    package var retries = 4
    package var stallTimeout = Duration.seconds(30)
    package var connectTimeout = Duration.seconds(15)
}
