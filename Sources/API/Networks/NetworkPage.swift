internal import Hummingbird
internal import JSON

/// A list of Neutron's: filtered by any attribute, with chosen fields, in an order, in pages.
///
/// Source: Networking API v2.0 reference, "General API overview": filtering, fields, sorting, pagination.
struct NetworkPage {
    private static let maximumLimit = 10_000
    /// Filters of extensions whose attributes are the same for all things here.
    private static let ignored: Set<String> = ["not-tags", "not-tags-any"]

    private let collection: String
    private let url: String
    private let filters: [(name: String, values: [String])]
    private let fields: [String]
    private let order: [(key: String, isAscending: Bool)]
    private let limit: Int?
    private let marker: String?
    private let isReversed: Bool
    private let kept: [(name: String, value: String)]

    /// - Parameters:
    ///   - attributes: what may be filtered by.
    ///   - url: of the list itself.
    /// - Throws: 400 for what may not be filtered or sorted by.
    init(_ collection: String, _ request: Request, attributes: Set<String>, url: String) throws(APIError) {
        self.collection = collection
        self.url = url
        var query = Query(request)
        kept = query.remaining.filter { !["marker", "page_reverse"].contains($0) }
            .flatMap { name in query.values(name).map { (name, $0) } }
        fields = query.all("fields").filter { !$0.isEmpty }
        limit = try query.integer("limit", in: 0...Self.maximumLimit).flatMap { $0 == 0 ? nil : $0 }
        marker = query.last("marker")
        isReversed = try query.bool("page_reverse") ?? false
        let keys = query.all("sort_key")
        let directions = query.all("sort_dir")
        order = keys.enumerated().map { index, key in
            (key, (directions.indices.contains(index) ? directions[index] : "asc") != "desc")
        }
        var filters: [(name: String, values: [String])] = []
        for name in query.remaining {
            let values = query.all(name)
            if Self.ignored.contains(name) { continue }
            filters.append((name, values))
        }
        self.filters = filters
        let allowed = attributes.union(["tags", "tags-any"])
        for name in keys + filters.map(\.name) where !allowed.contains(name) {
            throw .badRequest(
                "[\"\(name.prefix(64))\"] is an invalid attribute for filtering or sorting of \(collection)."
            )
        }
    }

    /// - Throws: 400 for a marker that is none of the items.
    func response(_ items: [JSONValue]) throws(APIError) -> Response {
        let found = sorted(items.filter(takes))
        var rest = found[...]
        if let marker {
            guard let index = found.firstIndex(where: { $0["id"]?.stringValue == marker }) else {
                throw .badRequest("The marker '\(marker.prefix(64))' is none of the \(collection).")
            }
            rest = isReversed ? found[..<index] : found[(index + 1)...]
        }
        let page = limit.map { isReversed ? rest.suffix($0) : rest.prefix($0) } ?? rest
        let links = links(page, hasMore: page.count < rest.count)
        return .json(capacity: 600 * (page.count + 1)) { writer in
            writer.beginObject()
            writer.name(collection)
            writer.beginArray()
            for item in page { writer.value(chosen(item)) }
            writer.endArray()
            if !links.isEmpty { writer.member(collection + "_links", value: .array(links)) }
            writer.endObject()
        }
    }

    private func takes(_ item: JSONValue) -> Bool {
        filters.allSatisfy { filter in
            guard let attribute = item[filter.name] else { return false }
            if filter.name == "fixed_ips" { return Self.fixes(attribute, filter.values) }
            return filter.values.contains { Self.equals(attribute, $0) }
        }
    }

    /// `fixed_ips=ip_address=10.0.0.4&fixed_ips=subnet_id=…`
    private static func fixes(_ attribute: JSONValue, _ values: [String]) -> Bool {
        (attribute.arrayValue ?? []).contains { address in
            values.allSatisfy { value in
                let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { return false }
                if parts[0] == "ip_address_substr" {
                    return address["ip_address"]?.stringValue?.contains(parts[1]) ?? false
                }
                return address[parts[0]]?.stringValue == parts[1]
            }
        }
    }

    private static func equals(_ attribute: JSONValue, _ text: String) -> Bool {
        switch attribute {
        case .null: text.isEmpty || text.lowercased() == "null"
        case .bool(let flag): Bool(openStack: text) == flag
        case .integer(let number): Int64(text) == number
        case .string(let value): value == text
        case .array(let elements): elements.contains { equals($0, text) }
        case .number, .object: false
        }
    }

    private func sorted(_ items: [JSONValue]) -> [JSONValue] {
        // The id decides last, so that pages do not overlap.
        let order = order + [("id", true)]
        return items.sorted { left, right in
            for term in order {
                let (first, second) = (Self.text(left[term.key]), Self.text(right[term.key]))
                if first != second { return (first < second) == term.isAscending }
            }
            return false
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        value.map { $0.stringValue ?? String(decoding: $0.encoded, as: UTF8.self) } ?? ""
    }

    private func chosen(_ item: JSONValue) -> JSONValue {
        guard !fields.isEmpty, let members = item.members else { return item }
        return .object(members.filter { fields.contains($0.name) })
    }

    private func links(_ page: ArraySlice<JSONValue>, hasMore: Bool) -> [JSONValue] {
        guard limit != nil else { return [] }
        var links: [JSONValue] = []
        let hasNext = isReversed ? marker != nil : hasMore
        let hasPrevious = isReversed ? hasMore : marker != nil
        if hasNext, let last = page.last?["id"]?.stringValue { links.append(link("next", last, "")) }
        if hasPrevious, let first = page.first?["id"]?.stringValue {
            links.append(link("previous", first, "&page_reverse=True"))
        }
        return links
    }

    private func link(_ relation: String, _ marker: String, _ end: String) -> JSONValue {
        let pairs = kept.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" } + ["marker=\(marker)"]
        return ["rel": .string(relation), "href": .string(url + "?" + pairs.joined(separator: "&") + end)]
    }
}
