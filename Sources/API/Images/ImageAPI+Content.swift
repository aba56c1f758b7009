internal import HTTPTypes
internal import Hummingbird
internal import Model
internal import NIOCore
internal import Standalone

// Source: Image API v2 reference, section "Image data".

extension ImageAPI {
    @Sendable func uploadContent(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        let type = request.headers[.contentType]?.split(separator: ";").first.map(String.init) ?? ""
        guard type == "application/octet-stream" else {
            throw APIError(
                .unsupportedMediaType,
                "The content type must be application/octet-stream; it is '\(type.prefix(100))'."
            )
        }
        let limit = images.settings.maximumBytes
        if let length = request.headers[.contentLength].flatMap(Int64.init), length > limit {
            throw UploadRefusal.tooLarge(limit)
        }
        try await images.upload(ClientBody(request.body), to: id(context), for: caller)
        return .empty(.noContent)
    }

    @Sendable func downloadContent(_ request: Request, _ context: APIContext) async throws -> Response {
        let wish = request.headers[.range]
        let found = try await images.content(of: id(context), for: try context.caller) { size in
            try wish.map { try ByteRange($0).resolved(size) } ?? 0..<size
        }
        guard let (record, reader) = found, let content = record.content else { return .empty(.noContent) }
        let count = reader.range.upperBound - reader.range.lowerBound
        var response = Response(
            status: wish == nil ? .ok : .partialContent,
            headers: [.contentType: "application/octet-stream"],
            body: ResponseBody(contentLength: Int(count)) { writer in
                for try await piece in reader { try await writer.write(piece) }
                try await writer.finish(nil)
            }
        )
        response.headers[.acceptRanges] = "bytes"
        if wish == nil {
            response.headers[.contentMD5] = content.md5
        } else {
            response.headers[.contentRange] =
                "bytes \(reader.range.lowerBound)-\(reader.range.upperBound - 1)/\(content.size)"
        }
        return response
    }
}

extension UploadRefusal: APIConvertible {
    package var apiError: APIError {
        switch self {
        case .tooLarge(let limit):
            APIError(.contentTooLarge, "The image is larger than \(limit) bytes, the most that this service takes.")
        case .gone: APIError(.gone, "The image was deleted while its content came.")
        }
    }
}

extension HTTPField.Name {
    fileprivate static let contentMD5 = HTTPField.Name("Content-MD5") ?? .eTag
}
