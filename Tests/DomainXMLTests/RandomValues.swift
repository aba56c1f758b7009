import JSON

/// What random requests choose from: values that are right, and some that are wrong.
enum RandomValues {
    private static let flags = ["true", "false", "yes", "no", "perhaps"]
    private static let pages = ["small", "large", "any", "2048", "1GB", "huge"]
    private static let masks = ["0", "^0", "0-1", "^0-1", "1-9", "x"]
    private static let counts = ["0", "1", "2", "4", "-1", "many"]

    static let specs: [(String, [String])] = [
        ("hw:cpu_policy", ["dedicated", "dedicated", "shared", "mixed", "any"]),
        ("hw:cpu_thread_policy", ["prefer", "isolate", "require"]), ("hw:cpu_dedicated_mask", masks),
        ("hw:cpu_realtime", flags), ("hw:cpu_realtime_mask", masks),
        ("hw:emulator_threads_policy", ["isolate", "share"]), ("hw:numa_nodes", ["1", "2", "2", "3", "0"]),
        ("hw:numa_cpus.0", ["0", "0-1", "0,2"]), ("hw:numa_cpus.1", ["1", "2-3"]), ("hw:numa_mem.0", ["256", "512"]),
        ("hw:numa_mem.1", ["256", "512"]), ("hw:mem_page_size", pages), ("hw:locked_memory", flags),
        ("hw:pmu", flags), ("hw:boot_menu", flags), ("hw:hide_hypervisor_id", flags),
        ("hw:vif_multiqueue_enabled", flags), ("hw:virtio_packed_ring", flags), ("hw:mem_encryption", flags),
        ("hw:serial_port_count", counts), ("hw:tpm_version", ["1.2", "2.0", "3"]),
        ("hw:tpm_model", ["tpm-tis", "tpm-crb"]), ("hw:watchdog_action", ["pause", "none", "reset", "bark"]),
        ("hw:viommu_model", ["intel", "virtio", "auto", "smmuv3"]),
        ("hw:maxphysaddr_mode", ["emulate", "passthrough"]),
        ("hw:maxphysaddr_bits", ["42", "7"]), ("hw:sound_model", ["ac97", "ich9", "usb", "virtio"]),
        ("hw:usb_model", ["none", "qemu-xhci", "nec-xhci"]), ("hw:redirected_usb_ports", ["0", "2", "16"]),
        ("hw_rng:allowed", flags), ("hw_rng:rate_bytes", ["8"]), ("hw_rng:rate_period", ["1000"]),
        ("hw_video:ram_max_mb", ["64"]), ("os:secure_boot", ["required", "disabled"]), ("quota:cpu_shares", ["512"]),
        ("quota:cpu_quota", ["-1", "5000"]), ("quota:disk_read_iops_sec", ["10"]), ("hw:cpu_max_sockets", counts),
        ("quota:vif_inbound_average", ["100"]), ("hw:cpu_cores", counts), ("hw:cpu_threads", counts),
        ("hw:pmem", ["a"]),
        ("resources:PCPU", ["2"]), ("trait:HW_CPU_HYPERTHREADING", ["required", "forbidden"]),
    ]

    static let properties: [(String, [String])] = [
        ("hw_architecture", ["x86_64", "aarch64", "i686", "vax"]),
        ("hw_emulation_architecture", ["aarch64", "ppc64le"]),
        ("hw_machine_type", ["pc", "q35", "virt", "pc-q35-7.2", "isapc"]), ("hw_firmware_type", ["uefi", "bios"]),
        ("hw_firmware_stateless", flags), ("os_secure_boot", ["required", "optional", "disabled"]),
        ("hw_boot_menu", flags), ("hw_disk_bus", ["virtio", "scsi", "sata", "ide", "usb", "fdc"]),
        ("hw_cdrom_bus", ["ide", "sata", "scsi"]), ("hw_scsi_model", ["virtio-scsi", "lsilogic"]),
        ("hw_vif_model", ["virtio", "e1000", "igb", "lan9118", "ne2k_pci"]), ("hw_vif_multiqueue_enabled", flags),
        ("hw_video_model", ["vga", "qxl", "none", "gop", "bochs"]), ("hw_video_ram", ["16", "128"]),
        ("hw_input_bus", ["usb", "virtio"]), ("hw_pointer_model", ["usbtablet"]), ("hw_qemu_guest_agent", flags),
        ("hw_serial_port_count", counts), ("hw_watchdog_action", ["poweroff", "disabled"]), ("hw_time_hpet", flags),
        ("hw_pmu", flags), ("hw_cpu_policy", ["dedicated", "shared"]), ("hw_cpu_sockets", counts),
        ("hw_cpu_max_cores", counts), ("hw_numa_nodes", ["1", "2"]), ("hw_mem_page_size", pages),
        ("hw_locked_memory", flags), ("hw_viommu_model", ["auto", "virtio"]), ("hw_virtio_packed_ring", flags),
        ("hw_mem_encryption", flags), ("hw_sound_model", ["ich6"]), ("hw_vm_mode", ["hvm", "xen"]),
        ("img_config_drive", ["mandatory", "optional"]), ("img_hide_hypervisor_id", flags), ("img_hv_type", ["kvm"]),
        ("os_type", ["linux", "windows"]), ("os_distro", ["fedora20"]), ("hw_tpm_version", ["2.0"]),
        ("hw_numa_cpus.0", ["0-1"]), ("hw_cpu_realtime_mask", masks), ("trait:HW_CPU_X86_AVX", ["required"]),
    ]

    static let settings: [(String, [JSONValue])] = [
        ("libvirt.virt_type", ["kvm", "qemu"]), ("libvirt.cpu_mode", ["none", "custom", "host-passthrough"]),
        ("libvirt.cpu_models", [["Nehalem"]]), ("libvirt.cpu_model_extra_flags", [["+pcid", "-mtrr"]]),
        ("libvirt.hw_machine_type", [["x86_64=q35"], ["x86_64=pc"]]), ("libvirt.images_type", ["raw", "qcow2", "rbd"]),
        ("libvirt.disk_cachemodes", [["file=writeback", "block=none"]]), ("libvirt.hw_disk_discard", ["unmap"]),
        ("libvirt.file_backed_memory", [1024]), ("libvirt.num_pcie_ports", [4, 99]),
        ("libvirt.swtpm_enabled", [true]), ("libvirt.sysinfo_serial", ["none", "hardware", "os"]),
        ("libvirt.mem_stats_period_seconds", [0]), ("libvirt.rx_queue_size", [512, 3]), ("libvirt.max_queues", [2]),
        ("libvirt.tx_queue_size", [256]), ("libvirt.tb_cache_size", [32]), ("libvirt.rbd_user", ["nova"]),
        ("libvirt.rbd_secret_uuid", ["457eb676-33da-42ec-9a8c-9293d545c337", "x"]),
        ("libvirt.enabled_perf_events", [["cpu_cycles"]]), ("libvirt.realtime_scheduler_priority", [5]),
        ("compute.cpu_dedicated_set", ["0-15", "1,3,5,7", "2-7"]), ("compute.cpu_shared_set", ["0", "0,2,4", "0-15"]),
        ("config_drive_format", ["vfat", "iso9660"]), ("force_config_drive", [true]), ("use_cow_images", [false]),
        ("preallocate_images", ["space"]), ("pointer_model", ["ps2mouse"]), ("vnc.enabled", [false]),
        ("spice.enabled", [true]), ("serial_console.enabled", [true]), ("console.listen", ["unix"]),
        ("workarounds.libvirt_disable_apic", [true]), ("libvirt.use_virtio_for_bridges", [false]),
        ("libvirt.inject_key", [false, true]), ("libvirt.live_migration_downtime", [500]), ("no.such", [1]),
    ]

    static let instance: JSONValue = [
        "uuid": "856bb4be-8b8d-5c0a-9613-3228c3539bd8", "id": 912, "display_name": "a <b> & \"c\"", "hostname": "a",
        "project_id": "p", "project_name": "demo", "user_id": "u", "user_name": "ada", "config_drive": "",
        "system_metadata": ["vtpm_secret_uuid": "457eb676-33da-42ec-9a8c-9293d545c337"],
    ]
}
