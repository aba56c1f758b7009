internal import HostLink
internal import Model
internal import Scheduler
internal import Store

/// The hosts as the replicas show them at this moment.
struct HostView {
    private let services: WorkflowServices

    init(_ services: WorkflowServices) { self.services = services }

    func states() -> [HostState] {
        services.replicas.inventories.all().map { state($0.value) }
    }

    /// Whether a host may still take that much, with claims read just now.
    func hasRoom(_ host: ID<Host>, for allocation: Allocation, used: Allocation) -> Bool {
        guard let inventory = inventory(host) else { return false }
        let free = inventory.capacity - used
        return free.vcpus >= allocation.vcpus && free.memoryMiB >= allocation.memoryMiB
            && (allocation.diskGiB == 0 || free.diskGiB >= allocation.diskGiB)
    }

    func isAlive(_ host: ID<Host>) -> Bool {
        services.replicas.alive.get(HostKeys(host).alive) != nil
    }

    private func inventory(_ host: ID<Host>) -> HostInventory? {
        services.replicas.inventories.get(HostKeys(host).inventory)?.value
    }

    private func state(_ inventory: HostInventory) -> HostState {
        let service = services.replicas.services.get(inventory.host.value)?.value
        return HostState(
            host: inventory.host, capacity: inventory.capacity,
            used: services.replicas.claims.get(inventory.host.value)?.value.used ?? .none,
            isAlive: isAlive(inventory.host) && service?.isForcedDown != true, isEnabled: service?.isDisabled != true,
            availabilityZone: services.settings.defaultAvailabilityZone, architecture: inventory.cpuArchitecture)
    }
}
