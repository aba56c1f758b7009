package import Runtime

extension StoreError {
    /// A disk that is full or fails does not tell when it is well again: this is how often it is tried.
    private static var pause: Duration { .seconds(1) }

    /// Does the work, from its beginning each time that the store cannot do something now.
    ///
    /// - Parameter onFailure: hears why, before each pause.
    /// - Throws: all other errors of the work, and `CancellationError`.
    package static func outlasting<Value>(
        _ runtime: any Runtime, onFailure: (String) -> Void, _ work: () async throws -> Value
    ) async throws -> Value {
        while true {
            do {
                return try await work()
            } catch StoreError.unavailable(let reason) {
                onFailure(reason)
                try await runtime.sleep(for: pause)
            }
        }
    }
}
