internal import Hypervisor

extension BlockingWork {
    /// Runs work on files; what the system refuses becomes the error that callers of this library know.
    func onFiles<Value: Sendable>(
        _ body: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(DiskError) -> Value {
        do { return try await run(body) } catch { throw error.diskError }
    }
}
