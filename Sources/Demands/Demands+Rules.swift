package import Model

extension Demands {
    /// Lets every rule speak; the first conflict ends it.
    ///
    /// Source: Nova's administrator guide on extra specs, Glance's "Useful image properties".
    package init(flavor: Flavor, image: Image?) throws(DemandConflict) {
        let reader = DemandReader(flavor: flavor, image: image)
        try reader.refuseWhatNobodyCarriesOut()
        vcpus = flavor.vcpus
        memoryMiB = flavor.memoryMiB
        topology = try reader.topology()
        cpuTune = try reader.cpuTune()
        hasPMU = try reader.agreedFlag(flavor: "hw:pmu", image: "hw_pmu")
        let pinning = try reader.pinning()
        numa = try reader.numa(pinning)
        realtimeVCPUs = pinning.realtime
        locksMemory = try reader.locksMemory()
        pciAffinity = try reader.pciAffinity()
        physicalAddressing = try reader.physicalAddressing()
        memoryEncryption = try reader.memoryEncryption()

        architecture = reader.properties["hw_architecture"]
        emulatedArchitecture = reader.properties["hw_emulation_architecture"]
        machineType = reader.properties["hw_machine_type"]
        firmware = try reader.choice(reader.ofImage("hw_firmware_type"))
        isFirmwareStateless = try reader.statelessFirmware()
        secureBoot = try reader.choice(reader.agreed(flavor: "os:secure_boot", image: "os_secure_boot"))
        hasBootMenu = try reader.bootMenu()
        tpm = try reader.tpm()
        viommu = try reader.choice(reader.flavorFirst(flavor: "hw:viommu_model", image: "hw_viommu_model"))

        osType = try reader.choice(reader.ofImage("os_type"))
        osDistro = reader.properties["os_distro"]
        commandLine = reader.properties["os_command_line"]
        hidesHypervisor = try reader.hidesHypervisor()
        hasHPET = try reader.flag(reader.ofImage("hw_time_hpet")) ?? false

        diskBus = try reader.choice(reader.ofImage("hw_disk_bus"))
        cdromBus = try reader.choice(reader.ofImage("hw_cdrom_bus"))
        floppyBus = try reader.choice(reader.ofImage("hw_floppy_bus"))
        scsiModel = try reader.choice(reader.ofImage("hw_scsi_model"))
        ioTune = try reader.ioTune()
        configDrive = try reader.choice(reader.ofImage("img_config_drive")) ?? .optional

        nicModel = try reader.choice(reader.ofImage("hw_vif_model"))
        hasMultiqueue = try reader.multiqueue()
        hasPackedRing = try reader.packedRing()
        inbound = try reader.bandwidth("inbound")
        outbound = try reader.bandwidth("outbound")

        videoModel = try reader.choice(reader.ofImage("hw_video_model"))
        videoRAMMiB = try reader.videoRAM()
        inputBus = try reader.choice(reader.ofImage("hw_input_bus"))
        wantsTablet = try reader.wantsTablet()
        serialPorts = try reader.bounded(flavor: "hw:serial_port_count", image: "hw_serial_port_count") ?? 1

        soundModel = try reader.choice(reader.agreed(flavor: "hw:sound_model", image: "hw_sound_model"))
        usbModel = try reader.choice(reader.agreed(flavor: "hw:usb_model", image: "hw_usb_model"))
        redirectedUSBPorts = try reader.redirectedUSBPorts()

        hasGuestAgent = try reader.flag(reader.ofImage("hw_qemu_guest_agent")) ?? false
        requiresQuiesce = try reader.flag(reader.ofImage("os_require_quiesce")) ?? false
        watchdog =
            try reader.choice(
                reader.imageFirst(flavor: "hw:watchdog_action", image: "hw_watchdog_action")) ?? .disabled
        rng = try reader.rng()
    }
}
