/// Keys with all their versions back to the last compaction, and the commits that made them.
struct MemoryHistory {
    private struct Version {
        let revision: Revision
        let created: Revision
        /// Nil where the key was deleted.
        let value: [UInt8]?
        let lease: LeaseID?
    }

    private struct Versions: Keyed {
        let key: String
        /// Oldest first; never empty.
        var versions: [Version]

        func entry(at revision: Revision) -> Entry? {
            guard let version = versions.last(where: { $0.revision <= revision }), let value = version.value
            else { return nil }
            return Entry(
                key: key,
                value: value,
                created: version.created,
                modified: version.revision,
                lease: version.lease
            )
        }
    }

    private(set) var revision = Revision(1)
    /// The first revision that can be read.
    private(set) var floor = Revision(1)
    private var keys = SortedItems<Versions>()
    /// The commits from `floor` on, but for the first revision, which has none.
    private var commits: [WatchBatch] = []

    func entry(_ key: String, at revision: Revision) -> Entry? {
        position(of: key).flatMap { keys.items[$0].entry(at: revision) }
    }

    func entries(_ prefix: String, at revision: Revision, after: String?, limit: Int?) -> [Entry] {
        var found: [Entry] = []
        let first = after.map { $0.isBefore(prefix) ? prefix : $0 } ?? prefix
        for versions in keys.items[keys.position(of: first)...] {
            if found.count >= limit ?? .max || !versions.key.hasBytePrefix(prefix) { break }
            if versions.key.hasSameBytes(as: after ?? "") { continue }
            if let entry = versions.entry(at: revision) { found.append(entry) }
        }
        return found
    }

    /// Checks that a revision can be read; nil is the present one.
    func readable(_ wanted: Revision?) throws(StoreError) -> Revision {
        guard let wanted else { return revision }
        if wanted < floor { throw .compacted(floor) }
        if wanted > revision { throw .notReached(wanted, now: revision) }
        return wanted
    }

    func keys(of lease: LeaseID) -> [String] {
        keys.items.filter { $0.versions.last?.lease == lease }.map(\.key)
    }

    /// - Returns: the commit; nil when a compare does not hold. A commit that changes nothing has the present revision.
    mutating func commit(_ transaction: Transaction) -> WatchBatch? {
        for compare in transaction.compares {
            let current = entry(compare.key, at: revision).map { ($0.created, $0.modified) }
            if !compare.holds(current) { return nil }
        }
        let next = revision.next
        let events = transaction.changes.compactMap { apply($0, at: next) }
        if events.isEmpty { return WatchBatch(revision: revision, events: []) }
        revision = next
        let commit = WatchBatch(revision: next, events: events)
        commits.append(commit)
        return commit
    }

    func batches(_ prefix: String, from first: Revision, through last: Revision) throws(StoreError) -> [WatchBatch] {
        if first < floor { throw .compacted(floor) }
        let start = commits.partitioningIndex { $0.revision >= first }
        return commits[start...].prefix { $0.revision <= last }.compactMap { commit in
            let events = commit.events.filter { $0.key.hasBytePrefix(prefix) }
            return events.isEmpty ? nil : WatchBatch(revision: commit.revision, events: events)
        }
    }

    mutating func compact(before wanted: Revision) {
        let wanted = min(wanted, revision)
        guard wanted > floor else { return }
        floor = wanted
        commits.removeSubrange(..<commits.partitioningIndex { $0.revision >= wanted })
        var kept = SortedItems<Versions>()
        for var versions in keys.items {
            let superseded = versions.versions.partitioningIndex { $0.revision > wanted } - 1
            if superseded > 0 { versions.versions.removeSubrange(..<superseded) }
            if let first = versions.versions.first, first.value == nil, first.revision < wanted {
                versions.versions.removeFirst()
            }
            if !versions.versions.isEmpty { kept.put(versions) }
        }
        keys = kept
    }

    private func position(of key: String) -> Int? {
        let position = keys.position(of: key)
        guard position < keys.items.count, keys.items[position].key.hasSameBytes(as: key) else { return nil }
        return position
    }

    /// - Returns: nil for the deletion of what is not there.
    private mutating func apply(_ change: Transaction.Change, at next: Revision) -> WatchEvent? {
        let current = entry(change.key, at: revision)
        switch change {
        case .put(let key, let value, let lease):
            let created = current?.created ?? next
            add(Version(revision: next, created: created, value: value, lease: lease), to: key)
            return .put(Entry(key: key, value: value, created: created, modified: next, lease: lease))
        case .delete(let key):
            guard let current else { return nil }
            add(Version(revision: next, created: current.created, value: nil, lease: nil), to: key)
            return .delete(key)
        }
    }

    private mutating func add(_ version: Version, to key: String) {
        if let position = position(of: key) {
            keys.update(at: position) { $0.versions.append(version) }
        } else {
            keys.put(Versions(key: key, versions: [version]))
        }
    }
}
