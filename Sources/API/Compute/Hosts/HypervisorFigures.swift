internal import JSON
internal import Model

/// What a hypervisor has and what of it is taken.
struct HypervisorFigures {
    private(set) var vcpus = 0
    private(set) var vcpusUsed = 0
    private(set) var memory = 0
    private(set) var memoryUsed = 0
    private(set) var disk = 0
    private(set) var diskUsed = 0
    private(set) var servers = 0
    private(set) var workload = 0

    init() {}

    init(_ host: ComputeHost, workload: Int) {
        let (inventory, used, held) = (host.inventory, host.claims.used, host.claims.cells)
        vcpus = inventory.vcpus + (inventory.numa?.dedicatedCPUs ?? 0)
        vcpusUsed = used.vcpus + held.values.reduce(0) { $0 + $1.pinned.count }
        memory = inventory.memoryMiB
        memoryUsed = used.memoryMiB + inventory.reserved.memoryMiB + (inventory.numa?.hugePagesMiB(of: held) ?? 0)
        disk = inventory.diskGiB
        diskUsed = used.diskGiB + inventory.reserved.diskGiB
        servers = host.claims.servers
        self.workload = workload
    }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.vcpus += right.vcpus
        sum.vcpusUsed += right.vcpusUsed
        sum.memory += right.memory
        sum.memoryUsed += right.memoryUsed
        sum.disk += right.disk
        sum.diskUsed += right.diskUsed
        sum.servers += right.servers
        sum.workload += right.workload
        return sum
    }

    func write(to writer: inout JSONWriter) {
        writer.member("vcpus", vcpus)
        writer.member("vcpus_used", vcpusUsed)
        writer.member("memory_mb", memory)
        writer.member("memory_mb_used", memoryUsed)
        writer.member("free_ram_mb", memory - memoryUsed)
        writer.member("local_gb", disk)
        writer.member("local_gb_used", diskUsed)
        writer.member("free_disk_gb", disk - diskUsed)
        writer.member("disk_available_least", disk - diskUsed)
        writer.member("running_vms", servers)
        writer.member("current_workload", workload)
    }
}
