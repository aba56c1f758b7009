package import Hummingbird
package import JSON
internal import NIOCore

extension Request {
    /// The largest body of a request that is not a stream; user data of 64 KiB in base64 fits with room.
    static var maximumBodyBytes: Int { 512 * 1024 }

    /// The body as a JSON document.
    ///
    /// - Throws: 400 for what is not JSON, 413 past the limit, 415 for another media type; without reading where the
    ///   head tells of it.
    package func document() async throws -> JSONValue {
        if let type = headers[.contentType], !Self.isJSON(type) {
            throw APIError(
                .unsupportedMediaType,
                "The content type must be application/json; it is '\(type.prefix(100))'.")
        }
        if let length = headers[.contentLength].flatMap(Int.init), length > Self.maximumBodyBytes {
            throw NIOTooManyBytesError(maxBytes: Self.maximumBodyBytes)
        }
        let buffer = try await ClientBody(body).collect(upTo: Self.maximumBodyBytes)
        guard buffer.readableBytes > 0 else { throw APIError.badRequest("A JSON body is expected, and it is empty.") }
        return try JSONValue(parsing: Array(buffer.readableBytesView))
    }

    /// Whether a media type is JSON, or one with JSON's syntax: `application/openstack-images-v2.1-json-patch`.
    private static func isJSON(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" }.lowercased()
        return name.hasPrefix("application/") && name.contains("json")
    }

    /// The members of the one object that the body must hold under that name: `{"server": {…}}`.
    package func fields(of name: String) async throws -> Fields {
        var envelope = try Fields(try await document(), path: "")
        let fields = try envelope.object(name)
        try envelope.finish()
        return fields
    }
}
