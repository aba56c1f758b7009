package import Hummingbird
internal import JSON

/// Whether the service lives (`/healthz`) and whether it can answer (`/readyz`); for load balancers and supervisors.
package struct HealthRoutes: Sendable {
    private let isReady: @Sendable () -> Bool

    package init(isReady: @escaping @Sendable () -> Bool) { self.isReady = isReady }

    package func add(to router: Router<APIContext>) {
        router.get("healthz") { _, _ in Response.json(["status": "ok"]) }
        router.get("readyz") { [isReady] _, _ in
            isReady()
                ? Response.json(["status": "ready"])
                : Response.json(["status": "starting"], status: .serviceUnavailable)
        }
    }
}
