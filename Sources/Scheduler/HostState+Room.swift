internal import Demands
internal import Model

extension HostState {
    /// What the request would get now; nil where the host has not that much left.
    package func room(for request: PlacementRequest) -> HostRoom? {
        guard HostFilter.ofRoom.allSatisfy({ $0.passes(self, request) }) else { return nil }
        return try? place(request)
    }

    /// Why the request's cells find no place; nil where they do, or there are none.
    func misfit(_ request: PlacementRequest) -> NUMAMisfit? {
        guard request.numa != nil else { return nil }
        do {
            _ = try place(request)
            return nil
        } catch {
            return error
        }
    }

    private func place(_ request: PlacementRequest) throws(NUMAMisfit) -> HostRoom {
        guard let demand = request.numa else { return HostRoom(allocation: request.allocation, numa: nil) }
        guard let numa else { throw NUMAMisfit(["it tells of no NUMA cells"]) }
        let fit = NUMAFit(cells: numa.cells, usage: held, overcommit: overcommit, packs: numa.packs)
        let placement = try fit.place(demand)
        let rest = request.allocation.beside(placement, on: numa)
        try checkShared(rest.vcpus, beside: placement, numa)
        guard HostFilter.suffices(free.memoryMiB, for: rest.memoryMiB) else {
            throw NUMAMisfit(["\(free.memoryMiB) MiB of ordinary memory are free, \(rest.memoryMiB) are wanted"])
        }
        return HostRoom(allocation: rest, numa: placement)
    }

    /// What the guest has for itself alone must not be needed by those who share the same processors.
    private func checkShared(
        _ vcpus: Int, beside placement: NUMAPlacement, _ numa: OfferedCells
    ) throws(NUMAMisfit) {
        guard numa.dedicatesShared, placement.takenCPUs > 0 else { return }
        let given = Double(placement.takenCPUs) * overcommit.cpus
        guard Double(vcpus) + given <= Double(free.vcpus) else {
            throw NUMAMisfit([
                "\(free.vcpus) vCPUs are free to be shared, too few to dedicate \(placement.takenCPUs) processors, "
                    + "each good for \(overcommit.cpus)"
            ])
        }
    }
}
