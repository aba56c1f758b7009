package import Model

/// The records of a replica at one revision, in the order of their keys; each answer costs what it holds.
package struct ReplicaRecords<Value: Record>: ~Copyable {
    /// One record's place: the lists and indexes refer to it, so that a record that changes moves in none of them.
    private final class Place: Keyed {
        var stored: Stored<Value>
        var key: String { stored.key }

        init(_ stored: Stored<Value>) { self.stored = stored }
    }

    /// Up to where the store's history is in here.
    package private(set) var revision: Revision = .none
    private var log = ReplicaLog()
    private var places: [KeyBytes: Place] = [:]
    private var ordered = SortedItems<Place>()
    private var owners: [ID<Project>?: SortedItems<Place>] = [:]
    private let indexes: [ReplicaIndex<Value>]
    private var found: [[String: SortedItems<Place>]]

    init(_ indexes: [ReplicaIndex<Value>]) {
        self.indexes = indexes
        found = Array(repeating: [:], count: indexes.count)
    }

    package var count: Int { places.count }

    package func get(_ id: String, in scope: Scope = .all) -> Stored<Value>? {
        guard let stored = places[KeyBytes(id)]?.stored, scope.permits(stored.value.owner) else { return nil }
        return stored
    }

    package func all(in scope: Scope = .all) -> [Stored<Value>] {
        guard case .project(let project) = scope else { return ordered.items.map(\.stored) }
        let own = owners[project]?.items ?? []
        let common = owners[nil]?.items ?? []
        if common.isEmpty { return own.map(\.stored) }
        var merged: [Stored<Value>] = []
        merged.reserveCapacity(own.count + common.count)
        var position = 0
        for place in common {
            while position < own.count, own[position].key.isBefore(place.key) {
                merged.append(own[position].stored)
                position += 1
            }
            merged.append(place.stored)
        }
        merged.append(contentsOf: own[position...].lazy.map(\.stored))
        return merged
    }

    /// The records that the index of that name, one of those given at the start, finds under the word.
    package func matching(_ index: String, _ word: String, in scope: Scope = .all) -> [Stored<Value>] {
        guard let position = indexes.firstIndex(where: { $0.name == index }) else {
            assertionFailure("there is no index '\(index)' on \(Value.prefix)")
            return []
        }
        return (found[position][word]?.items ?? []).lazy.map(\.stored).filter { scope.permits($0.value.owner) }
    }

    /// Grows with each change of a record.
    package var edition: Int { log.edition }

    /// The ids of the records that were put or removed after that edition; nil where so many were that all are to be
    /// looked at.
    package func changed(after edition: Int) -> Set<String>? { log.keys(after: edition) }

    mutating func advance(to revision: Revision) { self.revision = max(self.revision, revision) }

    /// - Returns: nil where that revision of the record, or a later one, is here already.
    mutating func put(_ stored: Stored<Value>) -> ReplicaChange<Value>? {
        guard let place = places[KeyBytes(stored.key)] else {
            insert(Place(stored))
            return .put(stored, was: nil)
        }
        let was = place.stored
        guard was.revision < stored.revision else { return nil }
        place.stored = stored
        log.add(stored.key)
        if was.value.owner != stored.value.owner {
            Self.remove(place.key, from: &owners, was.value.owner)
            owners[stored.value.owner, default: SortedItems()].put(place)
        }
        for position in indexes.indices {
            let old = indexes[position].words(was.value)
            let new = indexes[position].words(stored.value)
            if old == new { continue }
            for word in old where !new.contains(word) { Self.remove(place.key, from: &found[position], word) }
            for word in new where !old.contains(word) {
                found[position][word, default: SortedItems()].put(place)
            }
        }
        return .put(stored, was: was)
    }

    mutating func remove(_ id: String) -> ReplicaChange<Value>? {
        guard let place = places.removeValue(forKey: KeyBytes(id)) else { return nil }
        log.add(id)
        ordered.remove(id)
        Self.remove(id, from: &owners, place.stored.value.owner)
        for position in indexes.indices {
            for word in indexes[position].words(place.stored.value) { Self.remove(id, from: &found[position], word) }
        }
        return .removed(place.stored)
    }

    /// Removes all records but those.
    mutating func keep(only ids: Set<KeyBytes>) -> [ReplicaChange<Value>] {
        let gone = ordered.items.map(\.key).filter { !ids.contains(KeyBytes($0)) }
        return gone.compactMap { remove($0) }
    }

    private mutating func insert(_ place: Place) {
        log.add(place.key)
        places[KeyBytes(place.key)] = place
        ordered.put(place)
        owners[place.stored.value.owner, default: SortedItems()].put(place)
        for position in indexes.indices {
            for word in indexes[position].words(place.stored.value) {
                found[position][word, default: SortedItems()].put(place)
            }
        }
    }

    private static func remove<Word: Hashable>(
        _ id: String,
        from index: inout [Word: SortedItems<Place>],
        _ word: Word
    ) {
        index[word]?.remove(id)
        if index[word]?.isEmpty == true { index[word] = nil }
    }
}
