package import Hummingbird
package import JSON
internal import NIOCore

extension Request {
    /// The largest body of a request that is not a stream; user data of 64 KiB in base64 fits with room.
    static var maximumBodyBytes: Int { 512 * 1024 }

    /// The body as a JSON document.
    ///
    /// - Throws: 400 for what is not JSON, 413 past the limit.
    package func document() async throws -> JSONValue {
        let buffer = try await body.collect(upTo: Self.maximumBodyBytes)
        guard buffer.readableBytes > 0 else { throw APIError.badRequest("A JSON body is expected, and it is empty.") }
        return try JSONValue(parsing: Array(buffer.readableBytesView))
    }

    /// The members of the one object that the body must hold under that name: `{"server": {…}}`.
    package func fields(of name: String) async throws -> Fields {
        var envelope = try Fields(try await document(), path: "")
        let fields = try envelope.object(name)
        try envelope.finish()
        return fields
    }
}
