internal import Hypervisor
internal import Runtime

/// Runs a piece of work once for all who ask for it while it is under way; all get its outcome.
///
/// The work belongs to nobody who asks: one of them going away does not end it for the others.
actor SingleFlight<Value: Sendable> {
    private typealias Outcome = Result<Value, DiskError>

    private let runtime: any Runtime
    private var waiting: [String: [CheckedContinuation<Outcome, Never>]] = [:]

    init(_ runtime: any Runtime) { self.runtime = runtime }

    /// - Parameter key: names the work; the same key is the same work.
    func run(
        _ key: String,
        _ work: @escaping @Sendable () async throws(DiskError) -> Value
    ) async throws(DiskError) -> Value {
        let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
            guard waiting[key] == nil else {
                waiting[key]?.append(continuation)
                return
            }
            waiting[key] = [continuation]
            _ = runtime.spawn("disks: \(key)") {
                let outcome: Outcome
                do throws(DiskError) { outcome = .success(try await work()) } catch { outcome = .failure(error) }
                await self.finish(key, outcome)
            }
        }
        return try outcome.get()
    }

    private func finish(_ key: String, _ outcome: Outcome) {
        for continuation in waiting.removeValue(forKey: key) ?? [] { continuation.resume(returning: outcome) }
    }
}
