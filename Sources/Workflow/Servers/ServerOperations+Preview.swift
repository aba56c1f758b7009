internal import Cloud
internal import HostLink
package import Model
internal import Runtime
internal import Scheduler
internal import Store

extension ServerOperations {
    /// What would come of that request now: the checks and the choice are those of `create`. Of several servers the first
    /// is shown.
    ///
    /// - Throws: `RequestRefusal` or `CloudError`, as `create` does.
    package func preview(
        _ request: ServerRequest, caller: Caller, requestID: RequestID
    ) async throws -> ServerPreview {
        let order = try await ServerOrder(request, for: caller, services, makesNetworks: false)
        _ = try await affordable(order, project: caller.project)
        var server = draft(order, 0, number: 0, "", caller, requestID, services.runtime.now).server
        let wanted = try PlacementRequest(server)
        let hosts = HostView(services).states
        let verdicts = services.scheduler.verdicts(wanted, on: hosts)
        let chosen: ID<Host>
        do throws(NoValidHost) {
            chosen = try services.scheduler.choose(wanted, among: hosts, tieBreak: services.runtime.random())
        } catch {
            return ServerPreview(verdicts: verdicts, outcome: .refused(error.message))
        }
        // Whom the scheduler chooses has room: the filters have just asked for it.
        let room = hosts.first { $0.host == chosen }?.room(for: wanted)
        let placement = Placement(
            id: services.runtime.id(), host: chosen, role: .current, allocation: room?.allocation ?? wanted.allocation,
            numa: room?.numa, epoch: 1)
        for index in server.interfaces.indices {
            server.interfaces[index].port = try await port(
                server.interfaces[index].request, of: server, on: chosen, caller)
        }
        let spec = MachineSpec.project(
            server, placement, userData: request.userData, defaultZone: services.settings.defaultAvailabilityZone)
        return ServerPreview(verdicts: verdicts, outcome: .placed(spec.machine, on: chosen))
    }

    /// The tenant's port, or one like that which would be made: its addresses are the network service's to choose.
    private func port(
        _ request: ServerInterface.Request, of server: Server, on host: ID<Host>, _ caller: Caller
    ) async throws -> Port {
        var port: Port
        switch request {
        case .port(let id): port = try await services.networks.port(id, for: caller)
        case .network(let id, _):
            port = Port(
                id: services.runtime.id(), network: try await network(id, caller), mac: Self.unknownMAC, addresses: [],
                device: server.id, owner: caller.project, isOwnedByServer: true)
        }
        port.binding = try await services.networks.previewBinding(of: port, to: host, for: caller)
        return port
    }

    /// Neutron's prefix for addresses that it gives.
    private static let unknownMAC = "fa:16:3e:00:00:00"

    /// A network that the order names and that is not there is the automatic one, which would be made.
    private func network(_ id: ID<Network>, _ caller: Caller) async throws -> Network {
        do {
            return try await services.networks.network(id, for: caller)
        } catch CloudError.notFound {
            return Network(id: id, name: "auto_allocated_network", owner: caller.project, isShared: false)
        }
    }
}
