/// A value that is made when it is first asked for, and then shared.
package actor Once<Value: Sendable> {
    private let make: @Sendable () async throws -> Value
    private var making: Task<Value, any Error>?

    package init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

    package var value: Value {
        get async throws {
            let making = self.making ?? Task { [make] in try await make() }
            self.making = making
            return try await making.value
        }
    }
}
