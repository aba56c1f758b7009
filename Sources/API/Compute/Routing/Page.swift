internal import Hummingbird
internal import JSON

/// Which part of a list is asked for.
///
/// Source: Compute API reference, section "Paginated collections".
struct Page: Sendable {
    /// At most so many elements.
    let limit: Int
    /// The element after which the page begins.
    let marker: String?

    /// - Throws: 400 for a limit that is no number from 0 on; 0 stands for the most there may be.
    init(_ query: inout Query, maximum: Int) throws(APIError) {
        let wanted = try query.integer("limit", in: 0...Int.max) ?? maximum
        limit = wanted == 0 ? maximum : min(wanted, maximum)
        marker = query.last("marker")
    }

    /// The elements of the page, and the last one's id if more follow.
    ///
    /// - Throws: 400 for a marker that is not in the list.
    func cut<Element>(
        _ elements: [Element],
        id: (Element) -> String
    ) throws(APIError) -> (elements: ArraySlice<Element>, next: String?) {
        var rest = elements[...]
        if let marker {
            guard let position = elements.firstIndex(where: { id($0) == marker }) else {
                throw .badRequest("marker [\(marker.prefix(64))] not found")
            }
            rest = elements[(position + 1)...]
        }
        let page = rest.prefix(limit)
        return (page, page.count < rest.count ? page.last.map(id) : nil)
    }
}

extension ComputeRequest {
    /// `{"name": […]}`, and the link to the next page where there is one.
    func list<Element>(
        _ name: String,
        _ elements: some Sequence<Element>,
        next marker: String? = nil,
        path: String = "",
        links: String? = nil,
        _ write: (Element, inout JSONWriter) -> Void
    ) -> Response {
        .json(capacity: 4096) { writer in
            writer.beginObject()
            writer.name(name)
            writer.beginArray()
            for element in elements { write(element, &writer) }
            writer.endArray()
            writeNext(marker, path, name: links ?? name + "_links", to: &writer)
            writer.endObject()
        }
    }

    /// The link to the next page, as member `name`; nothing where this page is the last.
    func writeNext(_ marker: String?, _ path: String, name: String, to writer: inout JSONWriter) {
        guard let marker else { return }
        var pairs = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("marker=") }.map(String.init)
        pairs.append("marker=" + marker.percentEncoded)
        writer.name(name)
        writer.beginArray()
        writer.value(["rel": "next", "href": .string(links.own(path) + "?" + pairs.joined(separator: "&"))])
        writer.endArray()
    }
}
