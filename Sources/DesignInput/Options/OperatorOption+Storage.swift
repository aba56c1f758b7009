import JSON

extension OperatorOption {
    private static let qcow2 = "local disks are qcow2 files over a raw image"
    private static let inject = "no disk of a guest is opened on the host: use cloud-init"

    static let storage: [OperatorOption] =
        [
            OperatorOption(
                "libvirt", "images_type", .choice(["default", "qcow2", "raw", "flat", "lvm", "rbd", "ploop"]),
                "default",
                .only(["default", "qcow2"]), qcow2),
            OperatorOption("DEFAULT", "use_cow_images", .flag, "true", .only([true]), qcow2),
            OperatorOption("DEFAULT", "force_raw_images", .flag, "true", .only([true]), qcow2),
            OperatorOption(
                "DEFAULT", "preallocate_images", .choice(["none", "space"]), "none", .only(["none"]),
                "the blocks of local disks are taken when the guest writes them"),
            OperatorOption(
                "libvirt", "disk_prefix", .text, "unset", .guest, "The letters that disks' names begin with."),
            OperatorOption(
                "libvirt", "disk_cachemodes", .list, "", .guest, "`file=mode`: how the host caches local disks."),
            OperatorOption(
                "libvirt", "hw_disk_discard", .choice(["ignore", "unmap"]), "unset", .guest,
                "Whether what the guest frees is freed in its disk's file."),
            OperatorOption(
                "compute", "max_disk_devices_to_attach", .integer(-1...1 << 20), "-1", .guest,
                "The most disks of one server; -1: as many as its bus takes."),
            OperatorOption(
                "DEFAULT", "default_ephemeral_format", .choice(["ext2", "ext3", "ext4", "ntfs", "vfat", "xfs"]), "ext4",
                .text(\.defaultEphemeralFormat),
                "The file system of ephemeral disks, for servers made from then on."),
            OperatorOption(
                "libvirt", "images_cpu_time_limit", .integer(1...1 << 20), "30",
                .integer(\.imagesCPUTimeLimit, 1...1 << 20),
                "Seconds of CPU time that `qemu-img` may take for an image, and once more for each GiB."),
            OperatorOption(
                "libvirt", "images_address_space_limit", .integer(1...1 << 10), "2",
                .integer(\.imagesAddressSpaceLimit, 1...1 << 10),
                "GiB of memory that `qemu-img` may take."),
            OperatorOption(
                "DEFAULT", "force_config_drive", .flag, "false", .flag(\.forceConfigDrive),
                "Whether every server made from then on has a config drive."),
            OperatorOption(
                "DEFAULT", "config_drive_format", .choice(["iso9660", "vfat"]), "iso9660", .only(["iso9660"]),
                "config drives are ISO 9660 images"),
            OperatorOption("libvirt", "inject_password", .flag, "false", .only([false]), inject),
            OperatorOption("libvirt", "inject_key", .flag, "false", .only([false]), inject),
            OperatorOption("libvirt", "inject_partition", .integer(-2...1 << 10), "-2", .only([-2]), inject),
            OperatorOption(
                "ephemeral_storage_encryption", "enabled", .flag, "false", .only([false]),
                "encrypted local disks are not offered"),
        ]
        + idle(
            "encrypted local disks are not offered", in: "ephemeral_storage_encryption",
            [
                ("cipher", .text, "aes-xts-plain64"), ("key_size", .integer(1...Int.max), "512"),
                ("default_format", .choice(["luks"]), "luks"),
            ])
        + idle(
            qcow2,
            [
                ("images_volume_group", .text, "unset"), ("sparse_logical_volumes", .flag, "false"),
                ("volume_clear", .choice(["zero", "shred", "none"]), "zero"), ("volume_clear_size", .natural, "0"),
                ("images_rbd_pool", .text, "rbd"), ("images_rbd_ceph_conf", .text, ""),
                ("images_rbd_glance_store_name", .text, ""), ("images_rbd_glance_copy_poll_interval", .natural, "15"),
                ("images_rbd_glance_copy_timeout", .natural, "600"), ("rbd_connect_timeout", .whole, "5"),
                ("rbd_destroy_volume_retry_interval", .natural, "5"), ("rbd_destroy_volume_retries", .natural, "12"),
            ])

    private static let mounts = "$state_path/mnt"

    static let volumes: [OperatorOption] =
        idle(
            "no volume service is connected: servers have no volumes",
            [
                ("rbd_user", .text, "unset"), ("rbd_secret_uuid", .text, "unset"),
                ("use_default_aio_mode_for_volumes", .flag, "false"), ("volume_use_multipath", .flag, "false"),
                ("volume_enforce_multipath", .flag, "false"), ("num_volume_scan_tries", .natural, "5"),
                ("num_aoe_discover_tries", .natural, "3"), ("iscsi_iface", .text, "unset"),
                ("num_iser_scan_tries", .natural, "5"), ("iser_use_multipath", .flag, "false"),
                ("num_nvme_discover_tries", .natural, "5"), ("nfs_mount_point_base", .text, mounts),
                ("nfs_mount_options", .text, "unset"), ("quobyte_mount_point_base", .text, mounts),
                ("quobyte_client_cfg", .text, "unset"), ("smbfs_mount_point_base", .text, mounts),
                ("smbfs_mount_options", .text, ""), ("vzstorage_mount_point_base", .text, mounts),
                ("vzstorage_mount_user", .text, "stack"), ("vzstorage_mount_group", .text, "qemu"),
                ("vzstorage_mount_perms", .text, "0770"),
                ("vzstorage_log_path", .text, "/var/log/vstorage/%(cluster_name)s/nova.log.gz"),
                ("vzstorage_cache_path", .text, "unset"), ("vzstorage_mount_opts", .list, ""),
            ])
        + idle(
            "no share service is connected: servers have no shares",
            [
                ("ceph_mount_point_base", .text, mounts), ("ceph_mount_options", .list, ""),
            ])

    /// Options that tune what is not done here.
    static func idle(
        _ reason: String, in section: String = "libvirt", _ options: [(String, OptionType, String)]
    ) -> [OperatorOption] {
        options.map { OperatorOption(section, $0.0, $0.1, $0.2, .nothing, reason) }
    }
}

extension OptionType {
    /// 0 or more.
    static let natural = OptionType.integer(0...Int.max)
    /// Any integer.
    static let whole = OptionType.integer(Int.min...Int.max)
}
