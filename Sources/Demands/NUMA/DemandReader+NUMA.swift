import Model

/// The cells of a guest.
///
/// Source: Nova's administrator guide, "CPU topologies", section "Customizing instance NUMA placement policies".
extension DemandReader {
    /// Nil where nothing asks for cells: neither their number, nor pinning, nor a page size.
    func numa(_ pinning: Pinning) throws(DemandConflict) -> NUMADemand? {
        let nodes = try nodeCount()
        let pageSize = try pageSize()
        let isPinned = pinning.policy == .dedicated || pinning.policy == .mixed
        guard nodes != nil || pageSize != nil || isPinned else {
            try refuseLayoutWithoutCells()
            return nil
        }
        let cells = try cells(nodes ?? 1, dedicated: pinning.dedicated)
        if isPinned, cells.contains(where: \.dedicated.isEmpty) {
            throw DemandConflict(
                [ofFlavor("hw:cpu_policy") ?? ofImage("hw_cpu_policy")].compactMap(\.self),
                "each cell of the guest needs a dedicated processor; change the mask or the cells")
        }
        return NUMADemand(
            cells: cells, pageSize: pageSize, cpuPolicy: pinning.policy, threadPolicy: pinning.threads,
            emulatorThreads: pinning.emulator)
    }

    /// More cells than any host has.
    private static let mostCells = 128

    /// Where the flavor says how many, the image must not.
    private func nodeCount() throws(DemandConflict) -> Int? {
        let (flavor, image) = (ofFlavor("hw:numa_nodes"), ofImage("hw_numa_nodes"))
        if let flavor, let image { throw flavorForbids(flavor, image) }
        guard let setting = flavor ?? image, let nodes = try count(setting) else { return nil }
        guard (1...Self.mostCells).contains(nodes) else {
            throw DemandConflict([setting], "it must be from 1 to \(Self.mostCells)")
        }
        return nodes
    }

    private func cells(_ nodes: Int, dedicated: CPUSet) throws(DemandConflict) -> [NUMADemand.Cell] {
        let cpus = try layout(flavor: "hw:numa_cpus", image: "hw_numa_cpus")
        let memory = try layout(flavor: "hw:numa_mem", image: "hw_numa_mem")
        if cpus.isEmpty, memory.isEmpty { return try equalCells(nodes, dedicated: dedicated) }
        guard cpus.count == nodes, memory.count == nodes else {
            throw DemandConflict(
                cpus + memory,
                "processors and memory must be given for each of the \(nodes) cells (numa_cpus.N and numa_mem.N from 0 "
                    + "on), or for none")
        }
        return try givenCells(cpus, memory, dedicated: dedicated)
    }

    private func equalCells(_ nodes: Int, dedicated: CPUSet) throws(DemandConflict) -> [NUMADemand.Cell] {
        guard flavor.vcpus % nodes == 0, flavor.memoryMiB % nodes == 0 else {
            throw DemandConflict(
                [ofFlavor("hw:numa_nodes"), ofImage("hw_numa_nodes")].compactMap(\.self),
                "\(flavor.vcpus) processors and \(flavor.memoryMiB) MiB do not divide into \(nodes) equal cells; give "
                    + "numa_cpus.N and numa_mem.N for each")
        }
        let share = flavor.vcpus / nodes
        return (0..<nodes).map { node in
            cell(CPUSet(node * share..<(node + 1) * share), memoryMiB: flavor.memoryMiB / nodes, dedicated)
        }
    }

    private func givenCells(
        _ cpus: [DemandSetting], _ memory: [DemandSetting], dedicated: CPUSet
    ) throws(DemandConflict) -> [NUMADemand.Cell] {
        var cells: [NUMADemand.Cell] = []
        var left = allVCPUs
        for (cpuSetting, memorySetting) in zip(cpus, memory) {
            guard let set = CPUSet(cpuSetting.value) else {
                throw DemandConflict([cpuSetting], "it must be processors such as 0-3,8")
            }
            guard set.isSubset(of: allVCPUs) else {
                throw DemandConflict([cpuSetting], "the guest's processors are \(allVCPUs)")
            }
            guard set.isSubset(of: left) else {
                throw DemandConflict(
                    [cpuSetting], "processors \(set.subtracting(left)) are in another cell already")
            }
            left = left.subtracting(set)
            cells.append(cell(set, memoryMiB: try count(memorySetting) ?? 0, dedicated))
        }
        guard left.isEmpty else { throw DemandConflict(cpus, "processors \(left) are in no cell") }
        let sum = cells.reduce(0) { $0 + $1.memoryMiB }
        guard sum == flavor.memoryMiB else {
            throw DemandConflict(memory, "together they are \(sum) MiB, the flavor has \(flavor.memoryMiB)")
        }
        return cells
    }

    private func cell(_ cpus: CPUSet, memoryMiB: Int, _ dedicated: CPUSet) -> NUMADemand.Cell {
        NUMADemand.Cell(
            shared: cpus.subtracting(dedicated), dedicated: cpus.intersection(dedicated), memoryMiB: memoryMiB)
    }

    /// `KEY.0`, `KEY.1`, … up to the first that is missing; where the flavor lays out cells, the image must not.
    private func layout(flavor flavorKey: String, image imageKey: String) throws(DemandConflict) -> [DemandSetting] {
        let ofFlavor = Array((0..<Self.mostCells).lazy.map { self.ofFlavor("\(flavorKey).\($0)") }.prefix { $0 != nil })
        let ofImage = Array((0..<Self.mostCells).lazy.map { self.ofImage("\(imageKey).\($0)") }.prefix { $0 != nil })
        if let flavor = ofFlavor.first ?? nil, let image = ofImage.first ?? nil { throw flavorForbids(flavor, image) }
        return (ofFlavor.isEmpty ? ofImage : ofFlavor).compactMap(\.self)
    }

    /// A layout for cells that are not there would be dropped in silence.
    private func refuseLayoutWithoutCells() throws(DemandConflict) {
        let settings = [
            ofFlavor("hw:numa_cpus.0"), ofFlavor("hw:numa_mem.0"), ofImage("hw_numa_cpus.0"), ofImage("hw_numa_mem.0"),
        ].compactMap(\.self)
        guard settings.isEmpty else {
            throw DemandConflict(settings, "cells are laid out, but not asked for: set hw:numa_nodes too")
        }
    }

    private func flavorForbids(_ flavor: DemandSetting, _ image: DemandSetting) -> DemandConflict {
        DemandConflict([flavor, image], "the flavor decides this; leave it out of the image")
    }

    /// Both must say the same.
    func pciAffinity() throws(DemandConflict) -> PCIAffinityPolicy? {
        try choice(agreed(flavor: "hw:pci_numa_affinity_policy", image: "hw_pci_numa_affinity_policy"))
    }
}
