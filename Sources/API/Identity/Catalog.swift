internal import Hummingbird
internal import JSON
internal import Standalone

/// Where the cloud's services are: all behind one port, each below its own prefix.
package struct Catalog: Sendable {
    struct Service: Sendable {
        let type: String
        let name: String
        /// Below the public URL.
        let path: String

        /// Ids are made of the type, so that they are the same on every controller.
        var id: String { "service-" + type }
        var endpointID: String { "endpoint-" + type }
    }

    static let services = [
        Service(type: "compute", name: "nova", path: "/compute/v2.1"),
        Service(type: "identity", name: "keystone", path: "/identity"),
        Service(type: "image", name: "glance", path: "/image"),
        Service(type: "network", name: "neutron", path: "/network"),
    ]
    static let region = CloudsFile.region

    private let publicURL: String?

    /// - Parameter publicURL: scheme, host and port that clients reach the service by, without a slash at the end; nil
    ///   for those that each request names.
    package init(publicURL: String?) { self.publicURL = publicURL }

    /// What all URLs in the answer begin with.
    func base(_ request: Request) -> String {
        publicURL ?? "\(request.head.scheme ?? "http")://\(request.head.authority ?? "localhost")"
    }

    /// The catalog as a token carries it.
    ///
    /// Source: Identity API v3 reference, section "Get service catalog".
    func document(_ request: Request) -> JSONValue {
        .array(
            Self.services.map { service in
                [
                    "id": .string(service.id), "type": .string(service.type), "name": .string(service.name),
                    "endpoints": .array(
                        ["public", "internal", "admin"].map { endpoint(service, interface: $0, request) }
                    ),
                ]
            }
        )
    }

    private func endpoint(_ service: Service, interface: String, _ request: Request) -> JSONValue {
        [
            "id": .string("\(service.endpointID)-\(interface)"), "interface": .string(interface),
            "region": .string(Self.region), "region_id": .string(Self.region),
            "url": .string(base(request) + service.path),
        ]
    }
}
