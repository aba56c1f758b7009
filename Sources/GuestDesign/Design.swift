import Demands
import Model

/// Decides everything about a guest; the same request gives the same guest.
///
/// Throws where this host cannot make what is asked, with a message that a tenant may read.
package func design(_ request: GuestRequest) throws(DesignRefusal) -> Guest {
    let designer = try Designer(request)
    let plan = try designer.diskPlan()
    var guest = Guest(
        type: designer.virtType, name: designer.name, uuid: designer.uuid, metadata: designer.metadata(),
        memoryKiB: designer.demands.memoryMiB * 1024, memoryBacking: designer.memoryBacking(),
        vcpus: designer.demands.vcpus, cpuSet: designer.settings.cpuSharedSet, cpuTune: designer.demands.cpuTune,
        systemInformation: try designer.systemInformation(), boot: try designer.boot(plan),
        features: try designer.features(), clock: designer.clock(), cpu: try designer.cpu())
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
    guest.controllers = designer.controllers(for: guest)
    if let resolved = request.resolved { guest.settle(as: resolved) }
    return guest
}
