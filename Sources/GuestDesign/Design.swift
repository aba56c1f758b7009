import Demands
import Model

/// Decides everything about a guest; the same request gives the same guest.
///
/// Throws where this host cannot make what is asked, with a message that a tenant may read.
package func design(_ request: GuestRequest) throws(DesignRefusal) -> Guest {
    let designer = try Designer(request)
    try designer.checkStorage()
    let plan = try designer.diskPlan()
    let placement = try designer.placement()
    var guest = Guest(
        type: designer.virtType, name: designer.name, uuid: designer.uuid, metadata: designer.metadata(),
        memoryKiB: designer.demands.memoryMiB * 1024, memoryBacking: try designer.memoryBacking(placement),
        vcpus: designer.demands.vcpus, cpuSet: designer.cpuSet(placement), cpuTune: designer.demands.cpuTune,
        pinning: try designer.pinning(placement),
        numaTune: placement.map { Guest.NUMATune(hostCells: $0.cells.map(\.host)) },
        systemInformation: try designer.systemInformation(), boot: try designer.boot(plan),
        features: try designer.features(), clock: designer.clock(), cpu: try designer.cpu())
    guest.cpu?.physicalAddressing = try designer.physicalAddressing()
    guest.cpu?.cells = designer.numaCells(placement)
    guest.disks = designer.disks(plan)
    guest.interfaces = try designer.interfaces()
    guest.serials = try designer.serials()
    guest.channels = designer.channels()
    guest.graphics = designer.graphics()
    guest.video = try designer.video()
    guest.inputs = designer.inputs()
    guest.rng = designer.rng()
    guest.tpm = try designer.tpm()
    guest.watchdog = designer.watchdog()
    guest.balloon = designer.balloon()
    guest.hostDevices = try designer.passedDevices()
    guest.iommu = try designer.iommu()
    guest.sound = try designer.sound()
    guest.redirectedUSBPorts = try designer.redirectedUSBPorts()
    guest.perfEvents = designer.perfEvents
    guest.encryption = try designer.encryption()
    guest.controllers = designer.controllers(for: guest)
    if let resolved = request.resolved { guest.settle(as: resolved) }
    return guest
}
