extension DemandKey {
    /// Source: Glance's "Useful image properties".
    package static let imageKeys: [DemandKey] = guestKeys + otherKeys

    private static let guestKeys: [DemandKey] =
        [
            "hw_architecture", "hw_emulation_architecture", "hw_firmware_type", "hw_firmware_stateless",
            "hw_cdrom_bus", "hw_floppy_bus", "hw_disk_bus", "hw_scsi_model", "hw_qemu_guest_agent", "hw_time_hpet",
            "hw_video_model", "hw_input_bus", "hw_rescue_bus", "hw_rescue_device", "os_type", "os_distro",
            "os_command_line",
        ].map { DemandKey($0, .guest(.imageOnly)) }
        + ["hw_machine_type", "hw_vif_model", "hw_pointer_model", "img_config_drive"].map {
            DemandKey($0, .guest(.imageOverSetting))
        }
        + [
            "hw_pmu", "hw_vif_multiqueue_enabled", "hw_virtio_packed_ring", "hw_mem_encryption",
            "hw_mem_encryption_model", "hw_tpm_model", "hw_tpm_version", "hw_maxphysaddr_mode", "hw_sound_model",
            "hw_usb_model", "hw_redirected_usb_ports", "os_secure_boot", "hw_locked_memory",
        ].map { DemandKey($0, .guest(.mustAgree)) }
        + ["hw_boot_menu", "hw_watchdog_action", "hw_cpu_realtime_mask"].map { DemandKey($0, .guest(.imageFirst)) }
        + ["sockets", "cores", "threads"].map { DemandKey("hw_cpu_\($0)", .guest(.imageFirst)) }
        + ["sockets", "cores", "threads"].map { DemandKey("hw_cpu_max_\($0)", .guest(.withinFlavor)) }
        + ["hw_serial_port_count", "hw_video_ram"].map { DemandKey($0, .guest(.withinFlavor)) }
        + ["hw_numa_nodes", "hw_cpu_policy", "hw_cpu_thread_policy"].map { DemandKey($0, .guest(.flavorForbids)) }
        + [
            DemandKey("hw_mem_page_size", .guest(.flavorOpens)),
            DemandKey("img_hide_hypervisor_id", .guest(.either)),
            DemandKey("hw_viommu_model", .guest(.flavorFirst)),
            DemandKey("hw_maxphysaddr_bits", .guest(.flavorFirst)),
        ]

    private static let otherKeys: [DemandKey] =
        ["hw_vm_mode", "img_hv_type", "img_hv_requested_version", "hw_pci_numa_affinity_policy"].map {
            DemandKey($0, .placement)
        }
        + ["hw_ephemeral_encryption", "hw_ephemeral_encryption_format", "hw_ephemeral_encryption_secret_uuid"].map {
            DemandKey($0, .refused("encrypted local disks are not offered"))
        }
        + ["img_signature", "img_signature_hash_method", "img_signature_certificate_uuid", "img_signature_key_type"].map
    {
        DemandKey($0, .service("the check of images' signatures"))
    }
        + [
            "img_block_device_mapping", "img_bdm_v2", "img_mappings", "img_root_device_name", "kernel_id", "ramdisk_id",
            "min_disk", "min_ram", "disk_format", "container_format",
        ].map { DemandKey($0, .service("the choice of disks")) }
        + ["os_admin_user", "os_require_quiesce", "os_shutdown_timeout"].map {
            DemandKey($0, .service("operations on a running guest"))
        }
        + ["img_owner_id", "img_version"].map { DemandKey($0, .service("the record of the image")) }
        + [
            "hw_auto_disk_config", "hw_device_id", "hw_disk_type", "hw_ipxe_boot", "img_cache_in_nova",
            "img_bittorrent", "img_compression_level", "img_linked_clone", "img_use_agent",
        ].map { DemandKey($0, .inert("it is for Xen or VMware")) }
        + [DemandKey("hw_rng_model", .inert("every guest has the model virtio, unless the flavor forbids it"))]

    static let imageFamilies: [DemandKey] = [
        DemandKey("hw_numa_cpus.", .guest(.flavorForbids)),
        DemandKey("hw_numa_mem.", .guest(.flavorForbids)),
        DemandKey("trait:", .placement),
        DemandKey("os_skip_agent_inject_", .inert("it is for Xen")),
    ]
}
