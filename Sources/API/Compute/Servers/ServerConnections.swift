internal import Hummingbird
internal import JSON
internal import Model
internal import Store

/// What a server is connected to: addresses, interfaces, volumes, security groups.
///
/// Source: Compute API reference, sections "Servers IPs", "Port interfaces", "Servers with volume attachments".
struct ServerConnections: Sendable {
    let compute: Compute

    func addresses(_ request: ComputeRequest) async throws -> Response {
        let view = try await addressView(request)
        return .json { writer in
            writer.beginObject()
            writer.name("addresses")
            view.write(to: &writer)
            writer.endObject()
        }
    }

    func addressesOfNetwork(_ request: ComputeRequest) async throws -> Response {
        let view = try await addressView(request)
        let label = request.parameter("label")
        guard view.labels.contains(label) else {
            throw APIError(.notFound, "Instance is not a member of specified network")
        }
        return .json { writer in
            writer.beginObject()
            view.writeMember(label, to: &writer)
            writer.endObject()
        }
    }

    private func addressView(_ request: ComputeRequest) async throws -> AddressesView {
        AddressesView(ports: try await compute.server(request).value.ports, isPlain: true)
    }

    func interfaces(_ request: ComputeRequest) async throws -> Response {
        let server = try await compute.server(request).value
        return .json { writer in
            writer.beginObject()
            writer.name("interfaceAttachments")
            writer.beginArray()
            for interface in server.interfaces { write(interface, request.version, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }

    func interface(_ request: ComputeRequest) async throws -> Response {
        let port = request.parameter("port")
        let interfaces = try await compute.server(request).value.interfaces
        guard let interface = interfaces.first(where: { $0.port?.id.value == port }) else {
            throw APIError(
                .notFound,
                "Instance \(request.server) does not have a port with id \(port.prefix(64))"
            )
        }
        return .json { writer in
            writer.beginObject()
            writer.name("interfaceAttachment")
            write(interface, request.version, to: &writer)
            writer.endObject()
        }
    }

    private func write(_ interface: ServerInterface, _ version: Microversion, to writer: inout JSONWriter) {
        guard let port = interface.port else { return }
        writer.beginObject()
        writer.member("port_id", port.id.value)
        writer.member("net_id", port.network.id.value)
        writer.member("mac_addr", port.mac)
        writer.member("port_state", port.binding == nil ? "DOWN" : "ACTIVE")
        writer.name("fixed_ips")
        writer.beginArray()
        for address in port.addresses {
            writer.value(["ip_address": .string(address.address), "subnet_id": .string(address.subnet.value)])
        }
        writer.endArray()
        if version >= .interfaceTagsShown { writer.member("tag", interface.tag) }
        writer.endObject()
    }

    func volumes(_ request: ComputeRequest) async throws -> Response {
        _ = try await compute.server(request)
        return .json(["volumeAttachments": []])
    }

    func volume(_ request: ComputeRequest) async throws -> Response {
        _ = try await compute.server(request)
        throw APIError.notFound("volume_id", "\(request.parameter("volume").prefix(64))")
    }

    /// The groups' rules lie in the network service; here are their names.
    func securityGroups(_ request: ComputeRequest) async throws -> Response {
        let server = try await compute.server(request).value
        let names = server.securityGroups.isEmpty && !server.interfaces.isEmpty ? ["default"] : server.securityGroups
        let groups = names.map { name -> JSONValue in
            [
                "id": .string(name), "name": .string(name), "description": .string(name), "rules": [],
                "tenant_id": .string(server.project.value),
            ]
        }
        return .json(["security_groups": .array(groups)])
    }
}
