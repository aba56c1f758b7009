internal import Cloud
internal import HTTPTypes
internal import Hummingbird

/// Puts the routes of the Compute API into a router, each with and without a project in its path.
struct ComputeSurface {
    private static let root = "compute/v2.1"
    private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .delete]

    let compute: Compute

    func add(_ routes: [ComputeRoute], gone: [String], to router: Router<APIContext>) {
        let discovery = Discovery(publicURL: compute.publicURL)
        router.get("compute") { request, _ in discovery.versions(request) }
        let group = router.group(RouterPath(Self.root)).add(middleware: MicroversionMiddleware())
        group.get("") { request, _ in discovery.version(request) }
        let guarded = group.group("").add(middleware: TokenMiddleware(identity: compute.identity))
        for prefix in ["", "{project}/"] {
            for route in routes { add(route, below: prefix, to: guarded) }
            for (path, method) in unanswered(routes) { refuse(.methodNotAllowed, method, prefix + path, guarded) }
            for path in gone { refuse(.gone, .get, prefix + path, guarded) }
        }
    }

    private func add(_ route: ComputeRoute, below prefix: String, to group: RouterGroup<APIContext>) {
        let publicURL = compute.publicURL
        group.on(RouterPath(prefix + route.path), method: route.method) { request, context in
            try await route.respond(request, context, publicURL: publicURL)
        }
    }

    private func refuse(
        _ status: HTTPResponse.Status,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ group: RouterGroup<APIContext>
    ) {
        let text =
            status == .gone
            ? "This API was removed and has no replacement." : "The method is not allowed for this resource."
        group.on(RouterPath(path), method: method) { _, _ -> Response in throw APIError(status, text) }
    }

    /// Each path with the methods that it does not answer.
    private func unanswered(_ routes: [ComputeRoute]) -> [(String, HTTPRequest.Method)] {
        Dictionary(grouping: routes, by: \.path).sorted { $0.key < $1.key }.flatMap { path, routes in
            Self.methods.filter { method in !routes.contains { $0.method == method } }.map { (path, $0) }
        }
    }
}
