internal import Cloud
internal import Store

/// Runs work on the store for a caller that knows only the cloud's errors.
///
/// - Throws: the work's own `CloudError`; `.unavailable` for what the store, or a file of this service, cannot do now.
func cloudErrors<Answer>(_ work: () async throws -> Answer) async throws(CloudError) -> Answer {
    do {
        return try await work()
    } catch let error as CloudError {
        throw error
    } catch let error as StoreError {
        throw .unavailable(error.description)
    } catch is CancellationError {
        throw .unavailable("the service is stopping")
    } catch {
        throw .unavailable("\(error)")
    }
}

extension CloudError {
    /// For a change that others got in between of, every time.
    static func contended(_ what: String) -> Self { .unavailable("\(what) is being changed by too many at once") }
}
