internal import HTTPTypes
package import Hummingbird

/// Finds the version that the client wants, and tells it back.
///
/// Source: API SIG guideline "Microversion Specification"; Compute API reference, section "Microversions".
package struct MicroversionMiddleware: RouterMiddleware {
    package init() {}

    @concurrent
    package func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.microversion = try Self.wanted(request)
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let answer = APIError(error)
            guard answer.internalContext == nil else { throw error }
            response = .json(context.errorStyle.body(answer), status: answer.status)
        }
        response.headers[.openStackVersion] = "compute \(context.microversion)"
        response.headers[.novaVersion] = context.microversion.description
        response.headers[values: .vary] = [
            HTTPField.Name.openStackVersion.rawName, HTTPField.Name.novaVersion.rawName,
        ]
        return response
    }

    private static func wanted(_ request: Request) throws(APIError) -> Microversion {
        guard let text = requested(request) else { return .minimum }
        if text == "latest" { return .maximum }
        guard let version = Microversion(text) else {
            throw .badRequest(
                "API Version String '\(text.prefix(64))' is of invalid format. Must be of format MajorNum.MinorNum.")
        }
        guard (Microversion.minimum...Microversion.maximum).contains(version) else {
            throw APIError(
                .notAcceptable,
                "Version \(version) is not supported by the API. Minimum is \(Microversion.minimum) and maximum is "
                    + "\(Microversion.maximum).")
        }
        return version
    }

    /// The newer header names the service; of several services in it, ours counts.
    private static func requested(_ request: Request) -> String? {
        for field in request.headers[values: .openStackVersion] {
            for element in field.split(separator: ",") {
                let words = element.split(separator: " ")
                if words.count == 2, words[0].lowercased() == "compute" { return words[1].lowercased() }
            }
        }
        return request.headers[.novaVersion].map { $0.lowercased() }
    }
}
