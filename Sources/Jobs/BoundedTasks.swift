/// Work on many elements, a bounded number at a time.
package enum BoundedTasks {
    /// Runs `body` for every element, at most `limit` at once; returns when all have ended.
    ///
    /// - Parameter next: gives the next element, nil at the end; asked only when there is room,
    ///   so nothing queues up.
    package static func run<Element: Sendable>(
        atMost limit: Int, next: () async throws -> Element?,
        _ body: @escaping @Sendable (Element) async -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            while let element = try await next() {
                if running == limit {
                    try await group.next()
                    running -= 1
                }
                group.addTask { await body(element) }
                running += 1
            }
        }
    }
}
