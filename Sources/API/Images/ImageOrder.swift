internal import Standalone

/// The order of a list of images: by `sort=key:dir,…` or by `sort_key` and `sort_dir`, each repeated.
struct ImageOrder {
    private let terms: [(key: ImageSortKey, isAscending: Bool)]

    /// - Throws: 400 for what nothing can be sorted by.
    init(_ query: inout Query) throws(APIError) {
        var pairs: [(String, String?)] = []
        for text in query.all("sort") {
            for term in text.split(separator: ",") {
                let parts = term.split(separator: ":", maxSplits: 1)
                pairs.append((String(parts[0]), parts.count == 2 ? String(parts[1]) : nil))
            }
        }
        let directions = query.all("sort_dir")
        for (index, key) in query.all("sort_key").enumerated() {
            pairs.append((key, directions.indices.contains(index) ? directions[index] : directions.first))
        }
        var terms: [(key: ImageSortKey, isAscending: Bool)] = []
        for (name, direction) in pairs {
            guard let key = ImageSortKey(rawValue: name) else {
                throw .badRequest("Invalid sort key: '\(name.prefix(64))'.")
            }
            guard direction == nil || direction == "asc" || direction == "desc" else {
                throw .badRequest("Invalid sort direction: must be 'asc' or 'desc'.")
            }
            terms.append((key, direction == "asc"))
        }
        // The newest first, and never two orders for the same list.
        for key in [ImageSortKey.createdAt, .id] where !terms.contains(where: { $0.key == key }) {
            terms.append((key, terms.last?.isAscending ?? false))
        }
        self.terms = terms
    }

    func sorted(_ records: [ImageRecord]) -> [ImageRecord] {
        records.sorted { left, right in
            for term in terms {
                if term.key.precedes(left, right) { return term.isAscending }
                if term.key.precedes(right, left) { return !term.isAscending }
            }
            return false
        }
    }
}
