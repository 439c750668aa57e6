/// How much a client does at once, how often it tries, and how long it waits.
package struct Limits: Sendable {
    /// Connections in all.
    package var connections = 16
    /// Connections to one origin; over HTTP/2 one connection carries all its transfers.
    package var connectionsPerHost = 8
    /// Further attempts after the first.
    package var retries = 4
    package var connectTimeout: Duration = .seconds(15)
    /// A transfer that brings less than 1 KiB/s over this time has stalled.
    package var stallTimeout: Duration = .seconds(30)
    package var bandwidth = Bandwidth.unlimited

    package init() {}
}
