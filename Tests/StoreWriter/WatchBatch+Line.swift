import Store

extension WatchBatch {
    /// `saw REVISION KEYS…`
    var line: String {
        let keys = events.map { event in
            switch event {
            case .put(let entry): "+\(entry.key)"
            case .delete(let key): "-\(key)"
            }
        }
        return "saw \(revision.value) \(keys.joined(separator: " "))"
    }
}
