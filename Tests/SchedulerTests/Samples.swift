import Model
import Scheduler

extension HostState {
    /// A host of 8 vCPUs, 8192 MiB and 100 GiB with nothing on it.
    static func sample(_ name: String, _ change: (inout HostState) -> Void = { _ in }) -> HostState {
        var host = HostState(
            host: ID(name), capacity: Allocation(vcpus: 8, memoryMiB: 8192, diskGiB: 100), used: .none, isAlive: true,
            isEnabled: true, availabilityZone: "nova", architecture: "x86_64")
        change(&host)
        return host
    }
}

extension PlacementRequest {
    /// 2 vCPUs, 1024 MiB and 10 GiB.
    static func sample(_ change: (inout PlacementRequest) -> Void = { _ in }) -> PlacementRequest {
        var request = PlacementRequest(allocation: Allocation(vcpus: 2, memoryMiB: 1024, diskGiB: 10))
        change(&request)
        return request
    }
}
