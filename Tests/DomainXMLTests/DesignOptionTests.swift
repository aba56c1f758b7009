import GuestDesign
import JSON
import Testing

@testable import DesignInput

@Suite("Options of Nova's configuration")
struct DesignOptionTests {
    /// Source: Nova's configuration reference, section `[libvirt]`.
    private static let libvirtOptions = [
        "rescue_image_id", "rescue_kernel_id", "rescue_ramdisk_id", "virt_type", "connection_uri",
        "inject_password", "inject_key", "inject_partition", "live_migration_scheme", "live_migration_inbound_addr",
        "live_migration_uri", "live_migration_tunnelled", "live_migration_bandwidth", "live_migration_downtime",
        "live_migration_downtime_steps", "live_migration_downtime_delay", "live_migration_completion_timeout",
        "live_migration_parallel_connections", "live_migration_timeout_action", "live_migration_permit_post_copy",
        "live_migration_permit_auto_converge", "snapshot_image_format", "live_migration_with_native_tls",
        "live_migration_monitor_interval", "disk_prefix", "wait_soft_reboot_seconds", "cpu_mode", "cpu_models",
        "cpu_model_extra_flags", "snapshots_directory", "disk_cachemodes", "rng_dev_path", "hw_machine_type",
        "sysinfo_serial", "mem_stats_period_seconds", "uid_maps", "gid_maps", "realtime_scheduler_priority",
        "enabled_perf_events", "num_pcie_ports", "file_backed_memory", "device_detach_attempts",
        "device_detach_timeout", "tb_cache_size", "migration_inbound_addr", "images_type", "images_volume_group",
        "sparse_logical_volumes", "images_rbd_pool", "images_rbd_ceph_conf", "images_rbd_glance_store_name",
        "images_rbd_glance_copy_poll_interval", "images_rbd_glance_copy_timeout", "hw_disk_discard",
        "images_cpu_time_limit", "images_address_space_limit", "volume_clear", "volume_clear_size",
        "snapshot_compression", "use_virtio_for_bridges", "volume_use_multipath", "volume_enforce_multipath",
        "num_volume_scan_tries", "num_aoe_discover_tries", "iscsi_iface", "num_iser_scan_tries",
        "iser_use_multipath", "rbd_user", "rbd_secret_uuid", "rbd_connect_timeout",
        "rbd_destroy_volume_retry_interval", "rbd_destroy_volume_retries", "nfs_mount_point_base",
        "nfs_mount_options", "ceph_mount_point_base", "ceph_mount_options", "quobyte_mount_point_base",
        "quobyte_client_cfg", "smbfs_mount_point_base", "smbfs_mount_options", "remote_filesystem_transport",
        "vzstorage_mount_point_base", "vzstorage_mount_user", "vzstorage_mount_group", "vzstorage_mount_perms",
        "vzstorage_log_path", "vzstorage_cache_path", "vzstorage_mount_opts", "rx_queue_size", "tx_queue_size",
        "max_queues", "num_nvme_discover_tries", "pmem_namespaces", "swtpm_enabled", "swtpm_user", "swtpm_group",
        "supported_tpm_secret_security", "use_default_aio_mode_for_volumes", "cpu_power_management",
        "cpu_power_management_strategy", "cpu_power_governor_low", "cpu_power_governor_high",
    ]

    @Test("Every option of the section [libvirt] is carried out, or said to be without effect or refused")
    func known() {
        #expect(Self.libvirtOptions.count == 102)
        for name in Self.libvirtOptions.map({ "libvirt." + $0 }) {
            #expect(OperatorOption.all.count { $0.path == name } == 1, "\(name)")
        }
        for name in DesignOption.all.keys { #expect(OperatorOption.byDesignName[name] != nil, "\(name)") }
    }

    @Test("Putting an option's default back undoes it")
    func reset() throws {
        for (name, values) in RandomValues.settings {
            guard let option = DesignOption.all[name], let value = values.first else { continue }
            var settings = try HostSettings(conf: [JSONValue.Member(name, value)])
            option.reset(&settings)
            #expect(settings == HostSettings.usual, "\(name)")
        }
    }

    @Test(
        "A value that an option does not take is refused by both names",
        arguments: [
            ("libvirt.virt_type", "lxc"), ("libvirt.cpu_mode", "best"), ("libvirt.images_type", "ploop"),
            ("libvirt.disk_cachemodes", "file=fast"), ("libvirt.hw_disk_discard", "yes"),
            ("compute.cpu_dedicated_set", "0-"), ("libvirt.rbd_secret_uuid", "abc"), ("no.such_option", "1"),
            ("libvirt.uid_maps", "0:1000:1"), ("config_drive_format", "ext4"), ("libvirt.num_pcie_ports", "4"),
        ])
    func refusals(_ name: String, _ value: String) throws {
        let error = #expect(throws: DesignInputError.self) {
            try HostSettings(conf: [JSONValue.Member(name, .string(value))])
        }
        #expect(try #require(error).reason.contains(name))
    }

    @Test("Lists are written as lists or with commas; pages kept back have a cell, a size and a number")
    func forms() throws {
        let settings = try HostSettings(conf: [
            JSONValue.Member("libvirt.cpu_models", "Nehalem, Penryn"),
            JSONValue.Member("reserved_huge_pages", ["node:1,size:2MB,count:64"]),
            JSONValue.Member("libvirt.live_migration_downtime", 500), JSONValue.Member("libvirt.inject_key", false),
        ])
        #expect(settings.cpuModels == ["Nehalem", "Penryn"])
        #expect(settings.reservedHugePages == [ReservedPages(node: 1, sizeKiB: 2048, count: 64)])
        let objects = try HostSettings(conf: [
            JSONValue.Member("reserved_huge_pages", [["node": 1, "size": "2MB", "count": 64]])
        ])
        #expect(objects.reservedHugePages == settings.reservedHugePages)
    }

    @Test("Of cache modes for one kind of source the last counts, of machine types for one architecture the first")
    func repeated() throws {
        let settings = try HostSettings(conf: [
            JSONValue.Member("libvirt.disk_cachemodes", ["file=none", "file=unsafe"]),
            JSONValue.Member("libvirt.hw_machine_type", ["x86_64=pc", "x86_64=q35"]),
        ])
        #expect(settings.diskCacheModes == ["file": "unsafe"] && settings.hwMachineType == ["x86_64": "pc"])
    }
}
