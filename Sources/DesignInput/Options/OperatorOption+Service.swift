import JSON

extension OperatorOption {
    static let general: [OperatorOption] =
        [
            setting("host", .text, "the host's name", "host", "The name that this host registers under."),
            setting("instances_path", .text, "STATE/instances", "instances", "The folder of the machines' files."),
            OperatorOption(
                "DEFAULT", "instance_name_template", .text, "instance-%08x", .guest,
                "The name of a new server's domain. `OS-EXT-SRV-ATTR:instance_name` shows the default's form until it is defined."
            ),
            setting(
                "cpu_allocation_ratio", .ratio, "4", "cpuAllocationRatio", "Virtual CPUs for each CPU of the host."),
            setting("ram_allocation_ratio", .ratio, "1", "ramAllocationRatio", "The same for memory."),
            setting(
                "disk_allocation_ratio", .ratio, "1", "diskAllocationRatio", "The same for the disk of the machines."),
        ]
        + ["cpu", "ram", "disk"].map { resource in
            OperatorOption(
                "DEFAULT", "initial_\(resource)_allocation_ratio", .ratio, resource == "cpu" ? "4" : "1",
                .only(resource == "cpu" ? [4] : [1]),
                "ratios are those of the settings at every start: give \(resource)_allocation_ratio")
        } + [
            setting(
                "reserved_host_memory_mb", .natural, "512", "reservedHostMemory", "MiB kept back for the host itself."),
            OperatorOption(
                "DEFAULT", "reserved_host_disk_mb", .natural, "0",
                .integer(\.reservedHostDiskMiB, 0...Int.max),
                "MiB of the machines' disk kept back; whole GiB are, rounded up."),
            OperatorOption(
                "DEFAULT", "reserved_host_cpus", .natural, "0",
                .integer(\.reservedHostCPUs, 0...Int.max),
                "CPUs kept back for the host itself."),
            setting(
                "max_concurrent_builds", .natural, "4", "maxConcurrentBuilds",
                "How many guests are started at a time; 0: any number. Nova's default is 10."),
            setting(
                "resume_guests_state_on_host_boot", .flag, "false", "resumeGuestsStateOnHostBoot",
                "Whether guests that ran when the host went down are started at its next boot."),
            setting(
                "shutdown_timeout", .natural, "60", "shutdownTimeout", "Seconds that a guest has to switch itself off."),
            OperatorOption(
                "DEFAULT", "instance_build_timeout", .natural, "1800",
                .integer(\.instanceBuildTimeout, 0...Int.max),
                "Seconds after which a build is given up; 0: never, as Nova's default is."),
            OperatorOption(
                "DEFAULT", "default_availability_zone", .text, "nova",
                .text(\.defaultAvailabilityZone), "The zone that this service's hosts are in."),
        ]

    private static func setting(
        _ name: String, _ type: OptionType, _ standard: String, _ own: String, _ note: String
    ) -> OperatorOption {
        OperatorOption("DEFAULT", name, type, standard, .setting(own), note)
    }

    static let operations: [OperatorOption] =
        [
            OperatorOption(
                "libvirt", "connection_uri", .text, "qemu:///system", .setting("libvirtURI"),
                "The libvirt daemon to use."),
            OperatorOption(
                "libvirt", "wait_soft_reboot_seconds", .integer(0...1 << 30), "120",
                .integer(\.waitSoftRebootSeconds, 0...1 << 30),
                "Seconds that a guest has to switch itself off before a soft reboot becomes a hard one."),
            OperatorOption(
                "libvirt", "rescue_image_id", .text, "unset", .text(\.rescueImage),
                "The image that servers are rescued with where a request names none; unset for their own."),
            OperatorOption("libvirt", "uid_maps", .list, "", .only([[]]), "it is for LXC, which is not offered"),
            OperatorOption("libvirt", "gid_maps", .list, "", .only([[]]), "it is for LXC, which is not offered"),
        ]
        + idle(
            "a rescue boots by its image's own boot loader",
            [("rescue_kernel_id", .text, "unset"), ("rescue_ramdisk_id", .text, "unset")])
        + idle(
            "images of servers are not served",
            [
                ("snapshot_image_format", .choice(["raw", "qcow2", "vmdk", "vdi"]), "unset"),
                ("snapshots_directory", .text, "$instances_path/snapshots"), ("snapshot_compression", .flag, "false"),
            ])
        + idle(
            "devices are not removed from running guests",
            [
                ("device_detach_attempts", .integer(1...Int.max), "8"),
                ("device_detach_timeout", .integer(1...Int.max), "20"),
            ])
        + idle("servers are not moved: the service has one host", migration)

    private static let migration: [(String, OptionType, String)] = [
        ("live_migration_scheme", .text, "unset"), ("live_migration_inbound_addr", .text, "unset"),
        ("live_migration_uri", .text, "unset"), ("live_migration_tunnelled", .flag, "false"),
        ("live_migration_bandwidth", .natural, "0"), ("live_migration_downtime", .integer(100...Int.max), "500"),
        ("live_migration_downtime_steps", .integer(3...Int.max), "10"),
        ("live_migration_downtime_delay", .integer(3...Int.max), "75"),
        ("live_migration_completion_timeout", .natural, "800"), ("live_migration_parallel_connections", .natural, "1"),
        ("live_migration_timeout_action", .choice(["abort", "force_complete"]), "abort"),
        ("live_migration_permit_post_copy", .flag, "false"), ("live_migration_permit_auto_converge", .flag, "false"),
        ("live_migration_with_native_tls", .flag, "false"), ("live_migration_monitor_interval", .natural, "5"),
        ("migration_inbound_addr", .text, "$my_ip"), ("remote_filesystem_transport", .choice(["ssh", "rsync"]), "ssh"),
    ]
}
