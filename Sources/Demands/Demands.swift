package import Model

/// What a flavor and an image ask for together, checked: the one truth that the API answers from, the scheduler fits
/// and the guest is designed from.
///
/// A value is nil where neither of them says anything and the host's settings decide.
package struct Demands: Codable, Hashable, Sendable {
    package let vcpus: Int
    package let memoryMiB: Int
    package let topology: CPUTopology
    package let cpuTune: CPUTune
    package let hasPMU: Bool?
    /// Cells of the guest's own; nil for a guest that runs where the host likes.
    package let numa: NUMADemand?
    /// Processors that the host runs before all else.
    package let realtimeVCPUs: CPUSet?
    /// Whether the guest's memory stays in the host's.
    package let locksMemory: Bool
    package let pciAffinity: PCIAffinityPolicy?
    package let physicalAddressing: PhysicalAddressing?
    package let memoryEncryption: MemoryEncryption?

    package let architecture: String?
    /// An architecture to be emulated on a host of another.
    package let emulatedArchitecture: String?
    package let machineType: String?
    package let firmware: FirmwareType?
    /// Whether the firmware keeps nothing.
    package let isFirmwareStateless: Bool
    package let secureBoot: SecureBoot?
    package let hasBootMenu: Bool
    package let tpm: TPMDemand?
    package let viommu: VIOMMUModel?

    package let osType: GuestOSType?
    package let osDistro: String?
    package let commandLine: String?
    package let hidesHypervisor: Bool
    package let hasHPET: Bool

    package let diskBus: DiskBus?
    package let cdromBus: DiskBus?
    package let floppyBus: DiskBus?
    package let scsiModel: SCSIModel?
    package let ioTune: IOTune
    package let configDrive: ConfigDrivePolicy

    package let nicModel: NICModel?
    package let hasMultiqueue: Bool
    /// Whether virtio devices use the packed form of their rings.
    package let hasPackedRing: Bool
    package let inbound: Bandwidth?
    package let outbound: Bandwidth?

    package let videoModel: VideoModel?
    package let videoRAMMiB: Int?
    package let inputBus: InputBus?
    /// Whether a tablet is asked for in the older way, without a bus.
    package let wantsTablet: Bool
    package let serialPorts: Int
    package let soundModel: SoundModel?
    package let usbModel: USBModel?
    /// USB ports that the viewer of the screen lends devices to.
    package let redirectedUSBPorts: Int

    package let hasGuestAgent: Bool
    package let requiresQuiesce: Bool
    package let watchdog: WatchdogAction
    package let rng: RNGDemand?
}
