internal import Demands
internal import Model

/// One reason for which a host may not do; by the names of Nova's filters where it has one.
package enum HostFilter: String, Sendable, CaseIterable {
    case compute = "ComputeFilter"
    case availabilityZone = "AvailabilityZoneFilter"
    case requestedHost = "RequestedHostFilter"
    case retry = "RetryFilter"
    case architecture = "ImagePropertiesFilter"
    case vcpu = "VcpuFilter"
    case ram = "RamFilter"
    case disk = "DiskFilter"
    case numa = "NUMATopologyFilter"

    /// Those that look at what is left of a host.
    static let ofRoom: [HostFilter] = [.vcpu, .ram, .disk]

    /// Whether it is asked only of a host that would be taken: it looks at each of the host's processors.
    var isCostly: Bool { self == .numa }

    /// Whether the host passes.
    func passes(_ host: HostState, _ request: PlacementRequest) -> Bool {
        switch self {
        case .compute: host.isAlive && host.isEnabled
        case .availabilityZone: request.availabilityZone.map { $0 == host.availabilityZone } ?? true
        case .requestedHost: request.forcedHost.map { $0 == host.host } ?? true
        case .retry: !request.excluded.contains(host.host)
        case .architecture: request.architecture.map { $0 == host.architecture } ?? true
        case .vcpu: Self.suffices(host.free.vcpus, for: request.least.vcpus)
        case .ram: Self.suffices(host.free.memoryMiB, for: request.least.memoryMiB)
        case .disk: Self.suffices(host.free.diskGiB, for: request.allocation.diskGiB)
        case .numa: host.misfit(request) == nil
        }
    }

    /// Who wants nothing of it may have more taken of it than there is.
    static func suffices(_ free: Int, for wanted: Int) -> Bool { wanted == 0 || free >= wanted }

    /// Why the host does not pass, for administrators.
    func reason(_ host: HostState, _ request: PlacementRequest) -> String {
        switch self {
        case .compute:
            host.isAlive ? "its compute service is disabled" : "its compute service is down"
        case .availabilityZone:
            "it is in zone '\(host.availabilityZone)', not in '\(request.availabilityZone ?? "")'"
        case .requestedHost: "host '\(request.forcedHost?.value ?? "")' was asked for"
        case .retry: "the server could not be built there before"
        case .architecture: "it is '\(host.architecture)', the image wants '\(request.architecture ?? "")'"
        case .vcpu: "\(host.free.vcpus) vCPUs are free, \(request.least.vcpus) are wanted"
        case .ram: "\(host.free.memoryMiB) MiB of memory are free, \(request.least.memoryMiB) are wanted"
        case .disk: "\(host.free.diskGiB) GiB of disk are free, \(request.allocation.diskGiB) are wanted"
        case .numa: host.misfit(request)?.description ?? ""
        }
    }

    /// What may be changed so that it passes, for tenants.
    func advice(_ request: PlacementRequest) -> String {
        switch self {
        case .compute: "no running compute service"
        case .availabilityZone: "not in availability zone '\(request.availabilityZone ?? "")'"
        case .requestedHost: "not the host that was asked for"
        case .retry: "tried before"
        case .architecture: "not of the image's architecture"
        case .vcpu: "fewer than \(request.least.vcpus) vCPUs free; choose a smaller flavor"
        case .ram: "less than \(request.least.memoryMiB) MiB of memory free; choose a smaller flavor"
        case .disk: "less than \(request.allocation.diskGiB) GiB of disk free; choose a smaller flavor"
        case .numa: "no place for \(request.numa?.summary ?? "NUMA cells"); choose another flavor or image"
        }
    }
}
