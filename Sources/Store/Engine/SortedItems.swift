/// Items in the order of their keys' bytes.
struct SortedItems<Item: Keyed> {
    private(set) var items: [Item] = []

    var isEmpty: Bool { items.isEmpty }

    /// Where the key is, or would be put.
    func position(of key: String) -> Int {
        // Most new keys, and all of a list, belong at the end.
        if let last = items.last, last.key.isBefore(key) { return items.count }
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].key.isBefore(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts an item in place of the one with its key, or beside the others.
    mutating func put(_ item: Item) {
        let position = position(of: item.key)
        if position < items.count, items[position].key.hasSameBytes(as: item.key) {
            items[position] = item
        } else {
            items.insert(item, at: position)
        }
    }

    /// Changes an item in its place; not its key.
    mutating func update<Answer>(at position: Int, _ change: (inout Item) -> Answer) -> Answer {
        change(&items[position])
    }

    mutating func remove(_ key: String) {
        let position = position(of: key)
        if position < items.count, items[position].key.hasSameBytes(as: key) { items.remove(at: position) }
    }
}
