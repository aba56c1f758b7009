internal import Hummingbird
internal import JSON

/// Which versions there are; answered without a token.
///
/// Source: Compute API reference, section "API versions".
struct Discovery: Sendable {
    let publicURL: String?

    func versions(_ request: Request) -> Response {
        .json { writer in
            writer.beginObject()
            writer.name("versions")
            writer.beginArray()
            write(Links(request, project: nil, publicURL), isWhole: false, to: &writer)
            writer.endArray()
            writer.endObject()
        }
    }

    func version(_ request: Request) -> Response {
        .json { writer in
            writer.beginObject()
            writer.name("version")
            write(Links(request, project: nil, publicURL), isWhole: true, to: &writer)
            writer.endObject()
        }
    }

    private func write(_ links: Links, isWhole: Bool, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", "v2.1")
        writer.name("links")
        writer.beginArray()
        writer.value(["rel": "self", "href": .string(links.root)])
        if isWhole {
            writer.value(["rel": "describedby", "type": "text/html", "href": "http://docs.openstack.org/"])
        }
        writer.endArray()
        if isWhole {
            writer.member(
                "media-types",
                value: [
                    ["base": "application/json", "type": "application/vnd.openstack.compute+json;version=2.1"]
                ]
            )
        }
        writer.member("status", "CURRENT")
        writer.member("version", Microversion.maximum.description)
        writer.member("min_version", Microversion.minimum.description)
        writer.member("updated", "2013-07-23T11:33:21Z")
        writer.endObject()
    }
}
