/// Where a watcher reads what happened before it came, or while it was slow.
protocol WatchHistory: Sendable {
    /// What happened to keys with the prefix, oldest first, from a revision through another, both inclusive.
    ///
    /// - Returns: whole batches, and through which revision they are complete; at least through `first`.
    /// - Throws: `StoreError.compacted` when `first` is no longer kept.
    func batches(
        _ prefix: String,
        from first: Revision,
        through last: Revision
    ) async throws(StoreError) -> (batches: [WatchBatch], through: Revision)
}
