import Demands
import Model

extension Designer {
    func disks(_ plan: DiskPlan) -> [Guest.Disk] {
        var units = SCSIUnits(isCounting: demands.scsiModel == .virtioSCSI, bootsFromVolume: plan.bootsFromVolume)
        return plan.slots.map { slot in
            var disk = disk(for: slot)
            // The rescue disk keeps its own cache mode.
            if slot.bootOrder == nil { applyCacheMode(to: &disk) }
            disk.address = units.next(for: slot)
            return disk
        }
    }

    private func disk(for slot: DiskSlot) -> Guest.Disk {
        switch slot.content {
        case .local(let device): localDisk(slot, name: device.name, format: device.format)
        case .file(let name, let format): localDisk(slot, name: name, format: format)
        case .volume(let volume): volumeDisk(slot, volume)
        }
    }

    /// A disk in the host's own storage, wherever the operator keeps it.
    private func localDisk(_ slot: DiskSlot, name: String, format: String) -> Guest.Disk {
        let isConfigDrive = name.hasPrefix(ConfigDriveFile.name)
        let storage = isConfigDrive && settings.imagesType == .lvm ? .raw : settings.imagesType
        var disk = Guest.Disk(
            source: .file(settings.instancePath(uuid) + "/" + name), device: slot.device, driver: "qemu",
            format: format, cache: usualCacheMode, discard: settings.hwDiskDiscard,
            io: settings.preallocatesImages ? "native" : nil, target: slot.name, bus: slot.bus,
            ioTune: demands.ioTune, bootOrder: slot.bootOrder)
        switch storage {
        case .lvm:
            disk.source = .block("/dev/\(settings.imagesVolumeGroup ?? "")/\(uuid)_\(name)")
            disk.format = "raw"
            disk.io = settings.sparseLogicalVolumes ? nil : "native"
        case .rbd:
            disk.source = .network(
                protocol: "rbd", name: "\(settings.imagesRBDPool)/\(uuid)_\(name)", hosts: capabilities.rbdMonitors,
                auth: rbdAuth)
            disk.driver = nil
            disk.format = "raw"
            disk.io = nil
        case .default, .raw, .flat, .qcow2:
            break
        }
        return disk
    }

    private func volumeDisk(_ slot: DiskSlot, _ volume: AttachedVolume) -> Guest.Disk {
        var disk = Guest.Disk(
            source: .file(""), device: slot.device, driver: "qemu", format: "raw", cache: volume.cache ?? "none",
            discard: volume.discards ? "unmap" : nil,
            io: volume.usesNativeIO && !settings.useDefaultAIOModeForVolumes ? "native" : nil, target: slot.name,
            bus: slot.bus, ioTune: volume.ioTune)
        disk.encryptionSecret = volume.encryptionSecret
        switch volume.source {
        case .block(let path): disk.source = .block(path)
        case .file(let path, let format):
            disk.source = .file(path)
            disk.format = format
        case .network(let proto, let name, let hosts, let auth):
            disk.source = .network(
                protocol: proto, name: name, hosts: hosts, auth: auth ?? (proto == "rbd" ? rbdAuth : nil))
        }
        // The guest talks SCSI to a LUN itself, and reads the serial number from it.
        disk.serial = slot.device == .lun ? nil : volume.serial
        disk.logicalBlockSize = volume.logicalBlockSize
        disk.physicalBlockSize = volume.physicalBlockSize
        disk.isReadOnly = volume.isReadOnly
        disk.isShareable = volume.isShareable
        return disk
    }

    /// Nil where neither the operator's settings nor the volume name a secret.
    private var rbdAuth: StorageAuth? {
        guard let secret = settings.rbdSecretUUID, let user = settings.rbdUser else { return nil }
        return StorageAuth(user: user, secretUUID: secret)
    }

    func checkStorage() throws(DesignRefusal) {
        if settings.hwDiskDiscard == "unmap" || request.volumes.contains(where: \.discards) { try require(.discard) }
        if request.volumes.contains(where: \.hasOwnBlockSize) { try require(.blockIOSize) }
        guard let flaw = storageFlaw else { return }
        throw DesignRefusal("The host's storage settings are wrong; ask the operator.", detail: flaw)
    }

    /// What is missing in the operator's settings, for the log; nil where nothing is.
    ///
    /// Source: Nova's `nova/virt/libvirt/imagebackend.py`.
    private var storageFlaw: String? {
        switch settings.imagesType {
        case .lvm where settings.imagesVolumeGroup?.isEmpty ?? true: return "images_type=lvm needs images_volume_group"
        case .rbd where settings.imagesRBDPool.isEmpty: return "images_type=rbd needs images_rbd_pool"
        case .rbd where settings.rbdSecretUUID == nil && settings.rbdUser != nil:
            return "rbd_user needs rbd_secret_uuid"
        case .default, .raw, .flat, .qcow2, .lvm, .rbd: break
        }
        // A secret without a user opens nothing.
        return settings.rbdSecretUUID != nil && settings.rbdUser == nil ? "rbd_secret_uuid needs rbd_user" : nil
    }

    /// Not to cache twice, where the file system lets QEMU pass by the host's cache.
    private var usualCacheMode: String { capabilities.supportsDirectIO ? "none" : "writeback" }

    /// The operator's mode for the kind of source; a disk that several guests write is never cached. Native I/O works
    /// on uncached files only.
    private func applyCacheMode(to disk: inout Guest.Disk) {
        disk.cache = disk.isShareable ? "none" : settings.diskCacheModes[disk.source.kind] ?? disk.cache
        if disk.io == "native", disk.cache != "none", disk.cache != "directsync" { disk.io = "threads" }
    }
}

extension AttachedVolume {
    fileprivate var hasOwnBlockSize: Bool { logicalBlockSize != nil || physicalBlockSize != nil }
}
