package import HTTPTypes
package import Hummingbird
package import JSON
internal import NIOCore

extension Response {
    /// An answer whose body is already encoded JSON.
    package static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    package static func json(_ document: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        json(document.encoded, status: status)
    }

    /// An answer whose body is written by the closure.
    package static func json(
        status: HTTPResponse.Status = .ok, capacity: Int = 512, _ write: (inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter(capacity: capacity)
        try write(&writer)
        return json(writer.bytes, status: status)
    }

    package static func empty(_ status: HTTPResponse.Status) -> Response { Response(status: status) }
}
