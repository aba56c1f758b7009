internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model

/// The URLs that answers carry.
struct Links: Hashable, Sendable {
    /// Ends before the version: `http://host:8774/compute`.
    private let base: String
    /// `/<project>` where the request's path had it.
    private let project: String

    init(base: String, project: String) {
        self.base = base
        self.project = project
    }

    init(_ request: Request, project: ID<Project>?, _ publicURL: String?) {
        let scheme = request.head.scheme ?? "http"
        base = (publicURL ?? "\(scheme)://\(request.head.authority ?? "localhost")") + "/compute"
        self.project = project.map { "/\($0)" } ?? ""
    }

    /// The API's root, with the slash at its end.
    var root: String { base + "/v2.1/" }

    /// A path's own URL.
    func own(_ path: String) -> String { base + "/v2.1" + project + "/" + path }

    /// The URL of a resource that outlives a version of the API.
    func bookmark(_ path: String) -> String { base + project + "/" + path }

    /// `[{"rel": "self", …}, {"rel": "bookmark", …}]` as member `links`.
    func write(_ path: String, to writer: inout JSONWriter) {
        writer.name("links")
        writer.beginArray()
        write("self", own(path), to: &writer)
        write("bookmark", bookmark(path), to: &writer)
        writer.endArray()
    }

    func writeBookmark(_ path: String, to writer: inout JSONWriter) {
        writer.name("links")
        writer.beginArray()
        write("bookmark", bookmark(path), to: &writer)
        writer.endArray()
    }

    private func write(_ relation: String, _ url: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("rel", relation)
        writer.member("href", url)
        writer.endObject()
    }
}
