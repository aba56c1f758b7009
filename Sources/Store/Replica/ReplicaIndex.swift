/// A secondary index of a replica: under which words a record is found.
package struct ReplicaIndex<Value: Record>: Sendable {
    package let name: String
    let words: @Sendable (Value) -> [String]

    /// - Parameter words: pure; no word twice.
    package init(_ name: String, words: @escaping @Sendable (Value) -> [String]) {
        self.name = name
        self.words = words
    }

    package init(_ name: String, word: @escaping @Sendable (Value) -> String?) {
        self.init(name, words: { value in word(value).map { [$0] } ?? [] })
    }
}
