import Runtime
import Store

/// The engines that hold to the same contract.
enum Engine: CaseIterable, Sendable {
    case memory
    case sqlite

    /// Opens an empty store for the test.
    func with(
        _ runtime: any Runtime = ManualRuntime(),
        _ test: (any Store) async throws -> Void
    ) async throws {
        switch self {
        case .memory:
            let store = MemoryStore(runtime: runtime)
            defer { store.close() }
            try await test(store)
        case .sqlite:
            let folder = try TemporaryFolder()
            let store = try await SQLiteStore.open(folder: folder.path, runtime: runtime)
            do { try await test(store) } catch {
                await store.close()
                throw error
            }
            await store.close()
        }
    }
}
