/// Which records of a replica changed lately, in their order: who has looked before need not look at all of them again.
struct ReplicaLog {
    private static let length = 1024

    /// How many changes there have been.
    private(set) var edition = 0
    /// The keys of the last of them.
    private var keys: [String] = []

    mutating func add(_ key: String) {
        edition += 1
        keys.append(key)
        if keys.count > 2 * Self.length { keys.removeFirst(Self.length) }
    }

    /// The keys of all that changed after that edition; nil where that is longer ago than is known.
    func keys(after old: Int) -> Set<String>? {
        guard (edition - keys.count...edition).contains(old) else { return nil }
        return Set(keys.suffix(edition - old))
    }
}
