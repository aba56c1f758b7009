internal import GuestDesign
internal import Model

extension Settings {
    /// What the host's NUMA cells offer; nil where it tells of none.
    ///
    /// - Throws: for processors and pages that the host lacks, and for processors that are to be shared and dedicated.
    func offeredCells(of capabilities: HostCapabilities) throws -> OfferedCells? {
        if let flaw = guests.flaw(on: capabilities) { throw HostMismatch(flaw: flaw) }
        return guests.offer(of: capabilities)
    }

    /// How many of the host's processors guests share.
    func sharedCPUs(of processors: Int, _ cells: OfferedCells?) -> Int {
        let isChosen = guests.cpuSharedSet != nil || guests.cpuDedicatedSet != nil || guests.vcpuPinSet != nil
        return isChosen ? cells?.sharedCPUs ?? processors : processors
    }
}
