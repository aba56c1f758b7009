internal import Demands
internal import HostLink
internal import Model
internal import Scheduler
internal import Store

/// The hosts as the replicas show them at this moment.
struct HostView {
    private let services: WorkflowServices

    init(_ services: WorkflowServices) { self.services = services }

    /// All hosts that tell of themselves.
    var states: [HostState] { services.hosts.states(services.replicas) { state(of: $0) } }

    /// Nil for a host that tells nothing of itself.
    private func state(of host: ID<Host>) -> HostState? {
        guard let inventory = services.replicas.inventories.get(HostKeys(host).inventory)?.value else { return nil }
        return state(inventory, services.replicas.claims.get(host.value)?.value ?? HostClaims())
    }

    /// What a host still has for the request, with claims read just now; nil where that is not enough.
    func room(of host: ID<Host>, for request: PlacementRequest, beside claims: HostClaims) -> HostRoom? {
        guard let inventory = services.replicas.inventories.get(HostKeys(host).inventory)?.value else { return nil }
        return state(inventory, claims).room(for: request)
    }

    func isAlive(_ host: ID<Host>) -> Bool {
        services.replicas.alive.get(HostKeys(host).alive) != nil
    }

    private func state(_ inventory: HostInventory, _ claims: HostClaims) -> HostState {
        let service = services.replicas.services.get(inventory.host.value)?.value
        return HostState(
            host: inventory.host, capacity: inventory.capacity(beside: claims.cells), used: claims.used,
            isAlive: isAlive(inventory.host) && service?.isForcedDown != true, isEnabled: service?.isDisabled != true,
            availabilityZone: services.settings.defaultAvailabilityZone, architecture: inventory.cpuArchitecture,
            numa: inventory.numa, held: claims.cells,
            overcommit: NUMAFit.Overcommit(cpus: inventory.cpuRatio, memory: inventory.memoryRatio))
    }
}
