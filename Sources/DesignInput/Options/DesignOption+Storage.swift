import GuestDesign

extension DesignOption {
    static let storage: [DesignOption] = [
        DesignOption("instances_path", \.instancesPath) { value throws(DesignInputError) in try value.text() },
        DesignOption("libvirt.images_type", \.imagesType) { value throws(DesignInputError) in try value.choice() },
        DesignOption("libvirt.images_volume_group", \.imagesVolumeGroup) { value throws(DesignInputError) in
            try value.text()
        },
        DesignOption("libvirt.sparse_logical_volumes", \.sparseLogicalVolumes) { value throws(DesignInputError) in
            try value.flag()
        },
        DesignOption("libvirt.images_rbd_pool", \.imagesRBDPool) { value throws(DesignInputError) in
            try value.text()
        },
        DesignOption("libvirt.rbd_user", \.rbdUser) { value throws(DesignInputError) in try value.text() },
        DesignOption("libvirt.rbd_secret_uuid", \.rbdSecretUUID) { value throws(DesignInputError) in
            try value.uuid()
        },
        DesignOption("libvirt.disk_prefix", \.diskPrefix) { value throws(DesignInputError) in try value.text() },
        DesignOption("libvirt.disk_cachemodes", \.diskCacheModes) { value throws(DesignInputError) in
            try value.cacheModes()
        },
        DesignOption("libvirt.hw_disk_discard", \.hwDiskDiscard) { value throws(DesignInputError) in
            try value.word(of: ["ignore", "unmap"])
        },
        DesignOption("libvirt.use_default_aio_mode_for_volumes", \.useDefaultAIOModeForVolumes) {
            value throws(DesignInputError) in try value.flag()
        },
        DesignOption("compute.max_disk_devices_to_attach", \.maxDiskDevices) { value throws(DesignInputError) in
            let most = try value.integer(in: -1...1 << 20)
            return most < 0 ? nil : most
        },
        DesignOption("use_cow_images", \.useCOWImages) { value throws(DesignInputError) in try value.flag() },
        DesignOption("preallocate_images", \.preallocatesImages) { value throws(DesignInputError) in
            try value.word(of: ["none", "space"]) == "space"
        },
        DesignOption("force_config_drive", \.forceConfigDrive) { value throws(DesignInputError) in try value.flag() },
        DesignOption("config_drive_format", \.configDriveFormat) { value throws(DesignInputError) in
            try value.choice()
        },
    ]
}
