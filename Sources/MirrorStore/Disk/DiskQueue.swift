import Dispatch

/// Where work that blocks on the disk runs, so that it never holds a thread of the task pool.
package enum DiskQueue {
    private static let queue = DispatchQueue(label: "wheelbarrow.disk", attributes: .concurrent)

    package static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(StoreError) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
