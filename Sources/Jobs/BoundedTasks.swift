internal import Transport

/// Work on many elements, a bounded number at a time.
package enum BoundedTasks {
    /// Runs `body` for every element, at most `limit` at once; returns when all have ended. Those
    /// that wait before they ask a server again do not count.
    ///
    /// - Parameter next: gives the next element, nil at the end; asked only when there is room,
    ///   so nothing queues up.
    package static func run<Element: Sendable>(
        atMost limit: Int, next: () async throws -> Element?,
        _ body: @escaping @Sendable (Element) async -> Void
    ) async throws {
        let places = Places(limit)
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                await places.take()
                guard let element = try await next() else { return }
                group.addTask {
                    await Places.$current.withValue(places) { await body(element) }
                    places.giveBack()
                }
            }
        }
    }
}
