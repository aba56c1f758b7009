/// Entries decoded, with those that cannot be.
struct ReplicaListing<Value: Record> {
    private(set) var records: [Stored<Value>] = []
    private(set) var unreadable: [String: StoreError] = [:]

    mutating func add(_ entry: Entry) {
        let id = Value.id(ofKey: entry.key)
        guard Value.includes(id) else { return }
        do {
            records.append(try Stored(entry))
        } catch {
            unreadable[id] = error
        }
    }
}
