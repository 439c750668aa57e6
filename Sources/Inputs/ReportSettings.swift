/// When somebody has to hear of it: the `[report]` table.
package struct ReportSettings: Hashable, Sendable {
    /// Failures that may pass by themselves stay silent until the mirror is this old.
    package var alertAfter = Duration.seconds(26 * 3600)
    /// A run that lasts longer than this is worth a message.
    package var overrunAfter = Duration.seconds(24 * 3600)

    package init() {}
}
