package import GuestDesign
package import JSON

extension HostSettings {
    /// Settings by Nova's names, `section.option`, those of `[DEFAULT]` without a section.
    ///
    /// Throws for a name that is not carried out here and for a value that an option does not take.
    package init(conf: [JSONValue.Member]) throws(DesignInputError) {
        self.init()
        virtType = .qemu
        for member in conf { try set(ConfValue(name: member.name, value: member.value)) }
    }

    private mutating func set(_ option: ConfValue) throws(DesignInputError) {
        if try setProcessor(option) { return }
        if try setStorage(option) { return }
        if try setNetwork(option) { return }
        if try setConsole(option) { return }
        if Self.elsewhere.contains(option.name) { return }
        throw DesignInputError(reason: "the setting '\(option.name)' is not carried out in a guest's design")
    }

    /// Options that change what the host does, but no guest's definition.
    private static let elsewhere: Set<String> = ["libvirt.volume_use_multipath", "libvirt.realtime_scheduler_priority"]

    private mutating func setProcessor(_ option: ConfValue) throws(DesignInputError) -> Bool {
        switch option.name {
        case "libvirt.virt_type": virtType = try option.choice()
        case "libvirt.cpu_mode": cpuMode = try option.choice()
        case "libvirt.cpu_models": cpuModels = try option.list()
        case "libvirt.cpu_model_extra_flags": cpuModelExtraFlags = try option.list()
        case "libvirt.hw_machine_type": hwMachineType = try option.map()
        case "libvirt.sysinfo_serial": sysinfoSerial = try option.choice()
        case "libvirt.mem_stats_period_seconds": memStatsPeriodSeconds = try option.integer()
        case "libvirt.rng_dev_path": rngDevPath = try option.text()
        case "libvirt.num_pcie_ports": numPCIePorts = try option.integer()
        case "libvirt.file_backed_memory": fileBackedMemory = try option.integer()
        case "libvirt.swtpm_enabled": swtpmEnabled = try option.flag()
        case "compute.cpu_shared_set": cpuSharedSet = try option.cpus()
        case "instance_name_template": instanceNameTemplate = try option.text()
        default: return false
        }
        return true
    }

    private mutating func setStorage(_ option: ConfValue) throws(DesignInputError) -> Bool {
        switch option.name {
        case "instances_path": instancesPath = try option.text()
        case "libvirt.images_type": imagesType = try option.choice()
        case "libvirt.images_volume_group": imagesVolumeGroup = try option.text()
        case "libvirt.images_rbd_pool": imagesRBDPool = try option.text()
        case "libvirt.rbd_user": rbdUser = try option.text()
        case "libvirt.rbd_secret_uuid": rbdSecretUUID = try option.text()
        case "libvirt.disk_prefix": diskPrefix = try option.text()
        case "libvirt.disk_cachemodes": diskCacheModes = try option.map()
        case "libvirt.hw_disk_discard": hwDiskDiscard = try option.text()
        case "use_cow_images": useCOWImages = try option.flag()
        case "preallocate_images": preallocatesImages = try option.text() == "space"
        case "force_config_drive": forceConfigDrive = try option.flag()
        case "config_drive_format": configDriveFormat = try option.choice()
        default: return false
        }
        return true
    }

    private mutating func setNetwork(_ option: ConfValue) throws(DesignInputError) -> Bool {
        switch option.name {
        case "libvirt.use_virtio_for_bridges": useVirtioForBridges = try option.flag()
        case "libvirt.max_queues": maxQueues = try option.integer()
        case "libvirt.rx_queue_size": rxQueueSize = try option.integer()
        case "libvirt.tx_queue_size": txQueueSize = try option.integer()
        default: return false
        }
        return true
    }

    private mutating func setConsole(_ option: ConfValue) throws(DesignInputError) -> Bool {
        switch option.name {
        case "pointer_model": pointerModel = try option.choice()
        case "vnc.enabled": vnc.isEnabled = try option.flag()
        case "vnc.server_listen": vnc.listen = .tcp(try option.text())
        case "spice.enabled": spice.isEnabled = try option.flag()
        case "spice.server_listen": spice.listen = .tcp(try option.text())
        case "spice.agent_enabled": spiceAgentEnabled = try option.flag()
        case "serial_console.enabled": serialConsole.isEnabled = try option.flag()
        case "serial_console.proxyclient_address": serialConsole.listen = .tcp(try option.text())
        case "console.listen":
            guard try option.text() == "unix" else { throw option.wrong("'unix'") }
            vnc.listen = .unixSocket
            spice.listen = .unixSocket
            serialConsole.listen = .unixSocket
        default: return false
        }
        return true
    }
}
