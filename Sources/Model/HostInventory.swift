/// What a host offers, as its agent reports it.
///
/// Source: Compute API reference, section "Hypervisors".
package struct HostInventory: Codable, Hashable, Sendable {
    package var host: ID<Host>
    /// The hypervisor's id in the API, kept by the host over restarts.
    package var uuid: String
    package var hypervisorType: String
    /// Major × 1,000,000 + minor × 1000 + micro, as the API gives it.
    package var hypervisorVersion: Int
    package var address: String
    /// Processors for guests to share.
    package var vcpus: Int
    package var memoryMiB: Int
    package var diskGiB: Int
    package var reserved: Allocation
    /// How far each resource may be oversold.
    package var cpuRatio: Double
    package var memoryRatio: Double
    package var diskRatio: Double
    package var cpuArchitecture: String
    package var cpuModel: String?
    package var cpuVendor: String?
    package var cpuTopology: [Int]
    package var cpuFeatures: [String]
    package var virtType: String
    package var traits: [String]
    package var startedAt: Timestamp
    /// Its NUMA cells; nil where it tells of none.
    package var numa: OfferedCells?
    /// What hangs on its versions of libvirt and QEMU; nil where it does not tell.
    package var features: [HostFeature]?

    package init(
        host: ID<Host>, uuid: String, hypervisorType: String, hypervisorVersion: Int, address: String, vcpus: Int,
        memoryMiB: Int, diskGiB: Int, reserved: Allocation = .none, cpuRatio: Double = 4, memoryRatio: Double = 1,
        diskRatio: Double = 1, cpuArchitecture: String = "x86_64", cpuModel: String? = nil, cpuVendor: String? = nil,
        cpuTopology: [Int] = [], cpuFeatures: [String] = [], virtType: String, traits: [String] = [],
        startedAt: Timestamp, numa: OfferedCells? = nil, features: [HostFeature]? = nil
    ) {
        self.host = host
        self.uuid = uuid
        self.hypervisorType = hypervisorType
        self.hypervisorVersion = hypervisorVersion
        self.address = address
        self.vcpus = vcpus
        self.memoryMiB = memoryMiB
        self.diskGiB = diskGiB
        self.reserved = reserved
        self.cpuRatio = cpuRatio
        self.memoryRatio = memoryRatio
        self.diskRatio = diskRatio
        self.cpuArchitecture = cpuArchitecture
        self.cpuModel = cpuModel
        self.cpuVendor = cpuVendor
        self.cpuTopology = cpuTopology
        self.cpuFeatures = cpuFeatures
        self.virtType = virtType
        self.traits = traits
        self.startedAt = startedAt
        self.numa = numa
        self.features = features
    }

    /// What may be claimed in all, ratios applied: processors to share and ordinary memory. What is given of NUMA cells
    /// for one guest alone comes from them.
    ///
    /// - Parameter held: what is held of the cells.
    package func capacity(beside held: [Int: CellUsage] = [:]) -> Allocation {
        let dedicated = numa?.dedicatesShared == true ? held.values.reduce(0) { $0 + $1.pinned.count } : 0
        return Allocation(
            vcpus: Int(Double(vcpus - reserved.vcpus - dedicated) * cpuRatio),
            memoryMiB: Int(Double(memoryMiB - reserved.memoryMiB - (numa?.hugePagesMiB ?? 0)) * memoryRatio),
            diskGiB: Int(Double(diskGiB - reserved.diskGiB) * diskRatio))
    }
}
