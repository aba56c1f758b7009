package import Model

/// What the operator decides for the guests of a host, by the names and with the defaults of Nova's options.
///
/// Source: Nova's configuration reference; options outside `[libvirt]` say their section.
package struct HostSettings: Codable, Hashable, Sendable {
    package init() {}

    package var virtType = VirtType.kvm
    package var cpuMode: CPUMode?
    package var cpuModels: [String] = []
    package var cpuModelExtraFlags: [String] = []
    /// Machine type by architecture.
    package var hwMachineType: [String: String] = [:]
    package var sysinfoSerial = SysinfoSerial.unique
    /// Seconds; 0 or less for no statistics.
    package var memStatsPeriodSeconds = 10
    package var rngDevPath = "/dev/urandom"
    package var numPCIePorts = 0
    /// MiB; nil leaves it to QEMU.
    package var tbCacheSize: Int?
    package var enabledPerfEvents: [String] = []
    /// MiB; 0 for ordinary memory.
    package var fileBackedMemory = 0
    package var swtpmEnabled = false
    /// 1 to 99.
    package var realtimeSchedulerPriority = 1

    package var imagesType = ImagesType.default
    package var imagesVolumeGroup: String?
    package var sparseLogicalVolumes = false
    /// Whether volumes leave the kind of I/O to QEMU.
    package var useDefaultAIOModeForVolumes = false
    package var imagesRBDPool = "rbd"
    package var rbdUser: String?
    package var rbdSecretUUID: String?
    package var diskPrefix: String?
    /// Cache mode by kind of source: `file`, `block`, `network`, `mount`.
    package var diskCacheModes: [String: String] = [:]
    package var hwDiskDiscard: String?

    package var useVirtioForBridges = true
    package var maxQueues: Int?
    package var rxQueueSize: Int?
    package var txQueueSize: Int?

    /// `[DEFAULT]`.
    package var instancesPath = "/var/lib/nova/instances"
    package var instanceNameTemplate = "instance-%08x"
    package var useCOWImages = true
    package var preallocatesImages = false
    package var forceConfigDrive = false
    package var configDriveFormat = ConfigDriveFormat.iso9660
    package var pointerModel = PointerModel.usbTablet

    /// `[workarounds] libvirt_disable_apic`.
    package var disablesAPIC = false

    /// `[compute]`.
    package var cpuSharedSet: CPUSet?
    package var cpuDedicatedSet: CPUSet?
    package var packsNUMACells = false
    /// Disks of one bus; nil for no bound.
    package var maxDiskDevices: Int?

    /// `[DEFAULT]`; the older setting for both sets of processors.
    package var vcpuPinSet: CPUSet?
    package var reservedHugePages: [ReservedPages] = []

    /// `[vnc]`, `[spice]`, `[serial_console]`.
    package var vnc = Console(isEnabled: true, listen: .tcp("127.0.0.1"))
    package var spice = Console(isEnabled: false, listen: .tcp("127.0.0.1"))
    package var spiceAgentEnabled = true
    package var serialConsole = Console(isEnabled: false, listen: .tcp("127.0.0.1"))

    package struct Console: Codable, Hashable, Sendable {
        package var isEnabled: Bool
        package var listen: ConsoleListen

        package init(isEnabled: Bool, listen: ConsoleListen) {
            self.isEnabled = isEnabled
            self.listen = listen
        }
    }

    package enum CPUMode: String, Codable, Hashable, Sendable, CaseIterable {
        case hostModel = "host-model"
        case hostPassthrough = "host-passthrough"
        case custom, none
    }

    package enum SysinfoSerial: String, Codable, Hashable, Sendable, CaseIterable {
        case none, os, hardware, auto, unique
    }

    package enum ImagesType: String, Codable, Hashable, Sendable, CaseIterable {
        case raw, flat, qcow2, lvm, rbd, `default`
    }

    package enum ConfigDriveFormat: String, Codable, Hashable, Sendable, CaseIterable { case iso9660, vfat }

    package enum PointerModel: String, Codable, Hashable, Sendable, CaseIterable {
        case ps2Mouse = "ps2mouse"
        case usbTablet = "usbtablet"
    }
}
