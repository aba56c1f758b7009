package import Demands
package import Model

/// A guest as libvirt shall make it: every decision taken, nothing written down yet.
///
/// Source for names and meanings: libvirt's "Domain XML format".
package struct Guest: Hashable, Sendable {
    package var type: VirtType
    package var name: String
    package var uuid: String
    package var metadata: Metadata
    package var memoryKiB: Int
    package var memoryBacking: MemoryBacking?
    package var vcpus: Int
    /// The host's processors that it may use; nil for all.
    package var cpuSet: CPUSet?
    package var cpuTune: CPUTune
    /// Nil where the host's kernel decides.
    package var pinning: CPUPinning?
    package var numaTune: NUMATune?
    package var systemInformation: SystemInformation?
    package var boot: Boot
    package var features: Features
    package var clock: Clock
    package var cpu: CPU?

    package var disks: [Disk] = []
    package var controllers: [Controller] = []
    /// USB hubs, by their places.
    package var hubs: [Address] = []
    package var interfaces: [Interface] = []
    package var serials: [Serial] = []
    package var channels: [Channel] = []
    package var graphics: [Graphics] = []
    package var video: Video?
    package var inputs: [Input] = []
    package var rng: RNG?
    package var tpm: TPM?
    package var watchdog: Watchdog?
    package var balloon: Balloon?
    package var hostDevices: [PassedDevice] = []
    package var iommu: IOMMU?
    package var sound: SoundModel?
    package var redirectedUSBPorts = 0
    /// Counters of the host's processors that are read for the guest.
    package var perfEvents: [String] = []
    package var encryption: Encryption?

    package typealias Address = ResolvedGuest.Address
}
