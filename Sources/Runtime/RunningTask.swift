/// A task started by a `Runtime`.
package struct RunningTask: Sendable {
    private let task: Task<Void, Never>

    init(_ task: Task<Void, Never>) { self.task = task }

    package func cancel() { task.cancel() }

    /// Waits until the task has ended.
    package func finished() async { await task.value }
}
