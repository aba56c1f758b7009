import JSON

/// One of Nova's options that leaves a guest's definition as it is.
enum OtherOption {
    /// What each is about; it is carried out by other parts of the service, or by none.
    static let elsewhere: [String: String] = {
        var about: [String: String] = [:]
        for (subject, names) in subjects { for name in names { about[name] = subject } }
        return about
    }()

    /// Options that must keep the value that switches them off, with the reason.
    static let off: [String: (value: JSONValue, reason: String)] = [
        "libvirt.inject_password": (.bool(false), "no disk of a guest is opened on the host; use cloud-init"),
        "libvirt.inject_key": (.bool(false), "no disk of a guest is opened on the host; use cloud-init"),
        "libvirt.inject_partition": (.integer(-2), "no disk of a guest is opened on the host; use cloud-init"),
        "libvirt.uid_maps": (.array([]), "it is for LXC, which is not offered"),
        "libvirt.gid_maps": (.array([]), "it is for LXC, which is not offered"),
        "libvirt.pmem_namespaces": (.array([]), "persistent memory is not offered"),
        "ephemeral_storage_encryption.enabled": (.bool(false), "encrypted local disks are not offered"),
    ]

    private static let subjects: [(String, [String])] = [
        (
            "the connection to libvirt",
            ["libvirt.connection_uri"]
        ),
        (
            "rescue, when the request names no image",
            ["libvirt.rescue_image_id", "libvirt.rescue_kernel_id", "libvirt.rescue_ramdisk_id"]
        ),
        (
            "migration",
            [
                "scheme", "inbound_addr", "uri", "tunnelled", "bandwidth", "downtime", "downtime_steps",
                "downtime_delay", "completion_timeout", "parallel_connections", "timeout_action", "permit_post_copy",
                "permit_auto_converge", "with_native_tls", "monitor_interval",
            ].map { "libvirt.live_migration_" + $0 } + ["libvirt.migration_inbound_addr"]
                + ["libvirt.remote_filesystem_transport"]
        ),
        (
            "snapshots",
            ["libvirt.snapshot_image_format", "libvirt.snapshots_directory", "libvirt.snapshot_compression"]
        ),
        ("reboots", ["libvirt.wait_soft_reboot_seconds"]),
        ("the removal of devices", ["libvirt.device_detach_attempts", "libvirt.device_detach_timeout"]),
        (
            "the making and removal of disks",
            [
                "images_rbd_ceph_conf", "images_rbd_glance_store_name", "images_rbd_glance_copy_poll_interval",
                "images_rbd_glance_copy_timeout", "images_cpu_time_limit", "images_address_space_limit",
                "volume_clear", "volume_clear_size", "rbd_connect_timeout", "rbd_destroy_volume_retry_interval",
                "rbd_destroy_volume_retries",
            ].map { "libvirt." + $0 } + ["default_ephemeral_format", "force_raw_images"]
        ),
        (
            "the connection of volumes and shares",
            [
                "volume_use_multipath", "volume_enforce_multipath", "num_volume_scan_tries", "num_aoe_discover_tries",
                "iscsi_iface", "num_iser_scan_tries", "iser_use_multipath", "nfs_mount_point_base",
                "nfs_mount_options", "ceph_mount_point_base", "ceph_mount_options", "quobyte_mount_point_base",
                "quobyte_client_cfg", "smbfs_mount_point_base", "smbfs_mount_options", "vzstorage_mount_point_base",
                "vzstorage_mount_user", "vzstorage_mount_group", "vzstorage_mount_perms", "vzstorage_log_path",
                "vzstorage_cache_path", "vzstorage_mount_opts", "num_nvme_discover_tries",
            ].map { "libvirt." + $0 }
        ),
        (
            "the emulated TPM's process",
            ["libvirt.swtpm_user", "libvirt.swtpm_group", "libvirt.supported_tpm_secret_security"]
        ),
        (
            "the power of the host's processors",
            [
                "libvirt.cpu_power_management", "libvirt.cpu_power_management_strategy",
                "libvirt.cpu_power_governor_low", "libvirt.cpu_power_governor_high",
            ]
        ),
        (
            "the proxies of consoles",
            [
                "vnc.server_proxyclient_address", "vnc.novncproxy_base_url", "spice.server_proxyclient_address",
                "spice.html5proxy_base_url", "serial_console.base_url", "serial_console.port_range",
            ]
        ),
    ]
}
