internal import Agent
internal import DesignInput
internal import GuestDesign
internal import Model
internal import Workflow

/// The settings as those parts of the service have them that they are for.
extension Settings {
    var compute: ComputeSettings {
        var compute = ComputeSettings()
        compute.shutdownTimeout = shutdownTimeout
        compute.keepsDeleted = keptDays == 0 ? nil : .seconds(keptDays * 86_400)
        compute.quota = options.quota
        compute.forcesConfigDrive = options.forceConfigDrive
        compute.ephemeralFormat = options.defaultEphemeralFormat ?? compute.ephemeralFormat
        compute.rescueImage = options.rescueImage.map { ID($0) }
        compute.waitSoftRebootSeconds = options.waitSoftRebootSeconds ?? compute.waitSoftRebootSeconds
        compute.defaultAvailabilityZone = options.defaultAvailabilityZone ?? compute.defaultAvailabilityZone
        compute.maximumPage = options.maxLimit ?? compute.maximumPage
        if let seconds = options.instanceBuildTimeout {
            compute.buildTimeout = .seconds(seconds == 0 ? Self.noTimeout : min(seconds, Self.noTimeout))
        }
        return compute
    }

    /// 100 years: no build outlives it.
    private static let noTimeout = 100 * 365 * 86_400

    /// What guests are designed by.
    func ofGuests(_ virtType: VirtType) -> HostSettings {
        var host = guests
        host.virtType = virtType
        host.instancesPath = instances
        return host
    }

    var disks: DiskSettings {
        var disks = DiskSettings(instances: instances)
        disks.imageCPUSeconds = options.imagesCPUTimeLimit ?? disks.imageCPUSeconds
        if let gibibytes = options.imagesAddressSpaceLimit { disks.imageAddressSpace = Int64(gibibytes) << 30 }
        return disks
    }

    /// Kept back for the host itself; of the disk whole GiB, as Nova counts them.
    var reserved: Allocation {
        Allocation(
            vcpus: options.reservedHostCPUs, memoryMiB: reservedMemoryMiB,
            diskGiB: (options.reservedHostDiskMiB / 1024) + (options.reservedHostDiskMiB % 1024 == 0 ? 0 : 1))
    }

    /// MiB that guests may have in all: the host's own, or what files hold in its place.
    var memoryMiB: Int { guests.fileBackedMemory > 0 ? guests.fileBackedMemory : HostFacts.memoryMiB }

    /// How many guests are started at a time; Nova has 0 for any number.
    var builds: Int { maximumBuilds == 0 ? Int.max : maximumBuilds }
}
