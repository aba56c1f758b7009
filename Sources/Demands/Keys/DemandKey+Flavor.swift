extension DemandKey {
    /// Source: Nova's administrator guide, "Extra Specs".
    package static let flavorKeys: [DemandKey] =
        [
            DemandKey("hw:cpu_policy", .guest(.flavorForbids)),
            DemandKey("hw:cpu_thread_policy", .guest(.flavorForbids)),
            DemandKey("hw:cpu_dedicated_mask", .guest(.flavorOnly)),
            DemandKey("hw:cpu_realtime", .guest(.flavorOnly)),
            DemandKey("hw:cpu_realtime_mask", .guest(.imageFirst)),
            DemandKey("hw:emulator_threads_policy", .guest(.flavorOnly)),
            DemandKey("hw:numa_nodes", .guest(.flavorForbids)),
            DemandKey("hw:mem_page_size", .guest(.flavorOpens)),
            DemandKey("hw:locked_memory", .guest(.mustAgree)),
            DemandKey("hw:pci_numa_affinity_policy", .placement),
            DemandKey("hw:boot_menu", .guest(.imageFirst)),
            DemandKey("hw:watchdog_action", .guest(.imageFirst)),
            DemandKey("hw:hide_hypervisor_id", .guest(.either)),
            DemandKey("hide_hypervisor_id", .guest(.either)),
            DemandKey("hw:serial_port_count", .guest(.withinFlavor)),
            DemandKey("hw:viommu_model", .guest(.flavorFirst)),
            DemandKey("hw:maxphysaddr_bits", .guest(.flavorFirst)),
            DemandKey("hw:tpm_secret_security", .service("secrets of emulated TPMs")),
            DemandKey("hw:pmem", .refused("persistent memory is not offered")),
            DemandKey("hw:ephemeral_encryption", .refused("encrypted local disks are not offered")),
            DemandKey("hw:ephemeral_encryption_format", .refused("encrypted local disks are not offered")),
            DemandKey("accel:device_profile", .refused("accelerators are not offered")),
            DemandKey("hw_rng:allowed", .guest(.flavorOnly)),
            DemandKey("hw_rng:rate_bytes", .guest(.flavorOnly)),
            DemandKey("hw_rng:rate_period", .guest(.flavorOnly)),
            DemandKey("hw_video:ram_max_mb", .guest(.withinFlavor)),
            DemandKey("pci_passthrough:alias", .service("the choice of PCI devices")),
        ]
        + [
            "hw:pmu", "hw:vif_multiqueue_enabled", "hw:virtio_packed_ring", "hw:mem_encryption",
            "hw:mem_encryption_model", "hw:tpm_model", "hw:tpm_version", "hw:maxphysaddr_mode", "hw:sound_model",
            "hw:usb_model", "hw:redirected_usb_ports", "os:secure_boot",
        ].map { DemandKey($0, .guest(.mustAgree)) }
        + ["sockets", "cores", "threads"].map { DemandKey("hw:cpu_\($0)", .guest(.imageFirst)) }
        + ["sockets", "cores", "threads"].map { DemandKey("hw:cpu_max_\($0)", .guest(.withinFlavor)) }
        + ["cpu_shares", "cpu_period", "cpu_quota"].map { DemandKey("quota:\($0)", .guest(.flavorOnly)) }
        + IOTune.Limit.ofFlavor.map { DemandKey("quota:disk_\($0.rawValue)", .guest(.flavorOnly)) }
        + ["inbound", "outbound"].flatMap { direction in
            ["average", "peak", "burst"].map { DemandKey("quota:vif_\(direction)_\($0)", .guest(.flavorOnly)) }
        }
        + ["cpu", "memory", "disk_io", "vif"].flatMap { kind in
            ["limit", "reservation", "shares_level", "shares_share"].map {
                DemandKey("quota:\(kind)_\($0)", .inert("it is for VMware"))
            }
        }

    static let flavorFamilies: [DemandKey] = [
        DemandKey("hw:numa_cpus.", .guest(.flavorForbids)),
        DemandKey("hw:numa_mem.", .guest(.flavorForbids)),
        DemandKey("resources", .placement),
        DemandKey("trait", .placement),
        DemandKey("aggregate_instance_extra_specs:", .placement),
        DemandKey("capabilities:", .placement),
    ]
}
