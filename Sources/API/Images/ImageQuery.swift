internal import Hummingbird
internal import Model
internal import Standalone

/// Which images a list is to have, in which order, and which page of it.
///
/// Source: Image API v2 reference, "List images".
struct ImageQuery {
    struct Page {
        let records: [ImageRecord]
        let first: String
        let next: String?
    }

    private static let defaultLimit = 25
    private static let maximumLimit = 1000

    private let limit: Int
    private let marker: String?
    private let order: ImageOrder
    private let filter: ImageFilter
    /// The parameters that further pages have as well.
    private let kept: [(name: String, value: String)]

    init(_ request: Request) throws(APIError) {
        var query = Query(request)
        kept = query.remaining.filter { $0 != "marker" && $0 != "limit" }
            .flatMap { name in query.values(name).map { (name, $0) } }
        limit = min(try query.integer("limit", in: 0...Int(Int32.max)) ?? Self.defaultLimit, Self.maximumLimit)
        marker = query.last("marker")
        order = try ImageOrder(&query)
        filter = try ImageFilter(&query)
    }

    /// - Throws: 400 for a marker that is none of the records.
    func page(of records: [ImageRecord], for caller: Caller) throws(APIError) -> Page {
        var sorted = order.sorted(records.filter { filter.takes($0, for: caller) })[...]
        if let marker {
            guard let index = sorted.firstIndex(where: { $0.id.value == marker }) else {
                throw .badRequest(
                    "Invalid input for query parameter 'marker': there is no image '\(marker.prefix(64))'."
                )
            }
            sorted = sorted[(index + 1)...]
        }
        let page = Array(sorted.prefix(limit))
        let isLast = page.count == sorted.count || page.isEmpty
        return Page(records: page, first: link(marker: nil), next: isLast ? nil : link(marker: page.last?.id.value))
    }

    private func link(marker: String?) -> String {
        var pairs = kept
        if limit != Self.defaultLimit { pairs.append(("limit", "\(limit)")) }
        if let marker { pairs.append(("marker", marker)) }
        if pairs.isEmpty { return "/v2/images" }
        return "/v2/images?"
            + pairs.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }
}
