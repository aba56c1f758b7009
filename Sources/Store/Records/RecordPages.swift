/// All records of a kind whose keys begin alike, in the order of their keys, some at a time: never are all of them here
/// at once. Each page is read as it is then.
package struct RecordPages<Value: Record>: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private static var size: Int { 500 }

    private let store: any Store
    private let prefix: String
    private var last: String?
    private var isAtEnd = false

    init(_ store: any Store, under: String) {
        self.store = store
        prefix = Value.prefix + under
    }

    package func makeAsyncIterator() -> RecordPages { self }

    /// - Throws: as `Collection.get`.
    package mutating func next() async throws(StoreError) -> [Stored<Value>]? {
        guard !isAtEnd else { return nil }
        let entries = try await store.list(prefix, at: nil, after: last, limit: Self.size).value
        last = entries.last?.key
        isAtEnd = entries.count < Self.size
        var page: [Stored<Value>] = []
        for entry in entries where Value.includes(Value.id(ofKey: entry.key)) {
            page.append(try Stored<Value>(entry))
        }
        return page
    }
}
