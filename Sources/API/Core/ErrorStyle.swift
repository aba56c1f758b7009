internal import HTTPTypes
internal import JSON

/// How each service of the cloud writes an error's body; clients parse them apart.
package enum ErrorStyle: Sendable {
    case compute, identity, image, network

    func body(_ error: APIError) -> [UInt8] {
        switch self {
        case .compute: computeBody(error)
        case .identity: identityBody(error)
        case .image: imageBody(error)
        case .network: networkBody(error)
        }
    }

    /// `{"badRequest": {"code": 400, "message": "…"}}`
    ///
    /// Source: Compute API reference, section "Faults".
    private func computeBody(_ error: APIError) -> [UInt8] {
        let fault =
            switch error.status.code {
            case 400: "badRequest"
            case 401: "unauthorized"
            case 403: "forbidden"
            case 404: "itemNotFound"
            case 405: "badMethod"
            case 406: "notAcceptable"
            case 409: "conflictingRequest"
            case 413, 429: "overLimit"
            case 415: "badMediaType"
            case 501: "notImplemented"
            case 503: "serviceUnavailable"
            default: "computeFault"
            }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name(fault)
        writer.beginObject()
        writer.member("code", error.status.code)
        writer.member("message", error.message)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// Source: Identity API v3 reference, section "Errors".
    private func identityBody(_ error: APIError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("code", error.status.code)
        writer.member("message", error.message)
        writer.member("title", error.status.reasonPhrase)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private func imageBody(_ error: APIError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("code", "\(error.status.code) \(error.status.reasonPhrase)")
        writer.member("title", error.status.reasonPhrase)
        writer.member("message", error.message)
        writer.endObject()
        return writer.bytes
    }

    /// `{"NeutronError": {"type": "…", "message": "…", "detail": ""}}`
    private func networkBody(_ error: APIError) -> [UInt8] {
        let type =
            switch error.status.code {
            case 400: "BadRequest"
            case 401: "Unauthorized"
            case 403: "Forbidden"
            case 404: "NotFound"
            case 409: "Conflict"
            case 503: "ServiceUnavailable"
            default: "HTTPInternalServerError"
            }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("NeutronError")
        writer.beginObject()
        writer.member("type", type)
        writer.member("message", error.message)
        writer.member("detail", "")
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
