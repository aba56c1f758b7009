import Demands
import Model

/// Which bus a disk sits on.
///
/// Source: Nova's `nova/virt/libvirt/blockinfo.py`.
extension Designer {
    /// The image's bus for that kind of device, else what the machine does best.
    func usualBus(for device: BlockDevice.DeviceType) throws(DesignRefusal) -> DiskBus {
        let asked: DiskBus? =
            switch device {
            case .disk: demands.diskBus ?? operatingSystem?.diskBus
            case .cdrom: demands.cdromBus
            case .floppy: demands.floppyBus
            case .lun: nil
            }
        if let asked { return asked }
        return try machineBus(for: device)
    }

    /// What the machine does best, whatever the server's image says. Nothing is usual for a LUN: its commands go
    /// through to the device, which not every bus can.
    func machineBus(for device: BlockDevice.DeviceType) throws(DesignRefusal) -> DiskBus {
        switch device {
        case .disk: return .virtio
        case .cdrom: return usualCDROMBus
        case .floppy: return .fdc
        case .lun: throw DesignRefusal("A LUN is asked for without a bus; name it, such as disk_bus=scsi.")
        }
    }

    private var usualCDROMBus: DiskBus {
        if isPower || architecture.hasPrefix("s390") || architecture == "aarch64" { return .scsi }
        return isQ35 ? .sata : .ide
    }

    func slot(for disk: BlockDevice, isRoot: Bool, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        let name = disk.deviceName ?? (isRoot ? request.rootDeviceName : nil)
        return try place(
            .local(disk), bus: try bus(disk.bus, of: name, isTold: false, for: disk.deviceType),
            device: disk.deviceType,
            name: name, bootIndex: disk.bootIndex, &names)
    }

    /// A volume without a bus takes the one that its name tells, if it has one.
    func slot(for volume: AttachedVolume, isRoot: Bool, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        let device = volume.deviceType ?? .disk
        let name = volume.deviceName ?? (isRoot ? request.rootDeviceName : nil)
        return try place(
            .volume(volume), bus: try bus(volume.bus, of: name, isTold: !isRoot, for: device), device: device,
            name: name,
            bootIndex: volume.bootIndex, &names)
    }

    /// The bus asked for. One that is none of QEMU's gives way to the one that the name tells; so does none at all,
    /// where the name is trusted.
    private func bus(
        _ asked: String?, of name: String?, isTold: Bool, for device: BlockDevice.DeviceType
    ) throws(DesignRefusal) -> DiskBus {
        if let bus = asked.flatMap(DiskBus.init(rawValue:)) { return bus }
        if asked != nil || isTold {
            guard let name else { return try usualBus(for: device) }
            guard let bus = DiskNames.bus(of: name) else {
                throw DesignRefusal(
                    "The name '\(name)' of a disk tells no bus; let it begin with vd, sd, hd or fd, or name the bus "
                        + "(disk_bus).")
            }
            return bus
        }
        // A CD-ROM drive in a disk's place sits where the disk would, if a drive can sit there.
        if device == .cdrom, let bus = demands.diskBus, bus != .virtio { return bus }
        return try usualBus(for: device)
    }

    /// Refuses what libvirt would: disks on the floppy controller, CD-ROMs on virtio, IDE where the machine has none.
    func check(_ bus: DiskBus, holds device: BlockDevice.DeviceType) throws(DesignRefusal) {
        let key = device == .cdrom ? "hw_cdrom_bus" : "hw_disk_bus"
        switch bus {
        case .fdc where device != .floppy:
            throw DesignRefusal(
                "The bus fdc holds floppies only; put a \(device.rawValue) on virtio, scsi or sata (hw_disk_bus).")
        case .virtio where device == .cdrom:
            throw DesignRefusal("The bus virtio holds no CD-ROM; put it on sata, scsi or usb (\(key)).")
        case .ide where isX86 && isQ35:
            throw DesignRefusal(
                "The machine type q35 has no IDE; put a \(device.rawValue) on sata, scsi or usb (\(key)).")
        default: return
        }
    }

    private func place(
        _ content: DiskSlot.Content, bus: DiskBus, device: BlockDevice.DeviceType, name: String?, bootIndex: Int?,
        _ names: inout DiskNames
    ) throws(DesignRefusal) -> DiskSlot {
        try check(bus, holds: device)
        let isNegative = (bootIndex ?? 0) < 0
        var slot = DiskSlot(
            content: content, name: "", bus: bus, device: device, bootIndex: isNegative ? nil : bootIndex)
        if let name {
            slot.name = DiskNames.wholeDisk(name)
            names.take(slot.name)
        } else {
            slot.name = try names.next(on: bus)
        }
        return slot
    }
}
