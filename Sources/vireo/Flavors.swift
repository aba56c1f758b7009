internal import Model
internal import Store

/// The flavors of a first start, by the names and sizes that OpenStack's users know.
enum Flavors {
    private static let defaults = [
        Flavor(id: ID("1"), name: "m1.tiny", vcpus: 1, memoryMiB: 512, rootGiB: 1),
        Flavor(id: ID("2"), name: "m1.small", vcpus: 1, memoryMiB: 2048, rootGiB: 20),
        Flavor(id: ID("3"), name: "m1.medium", vcpus: 2, memoryMiB: 4096, rootGiB: 40),
    ]
    private static let mark = "flavors-made"

    /// Adds them once in the life of a store; what an administrator deletes stays deleted.
    static func addDefaults(to store: any Store) async throws {
        guard try await store.get(mark) == nil else { return }
        var transaction = Transaction(compares: [.modified(mark, .none)], changes: [.put(mark, [], lease: nil)])
        for flavor in defaults { transaction = try transaction + Collection.insertion(flavor.id.value, flavor) }
        _ = try await store.commit(transaction)
    }
}
