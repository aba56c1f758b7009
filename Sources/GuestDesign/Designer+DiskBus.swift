import Demands
import Model

extension Designer {
    /// The image's bus for that kind of device, else what the machine does best.
    func usualBus(for device: BlockDevice.DeviceType) -> DiskBus {
        switch device {
        case .disk: demands.diskBus ?? .virtio
        case .cdrom: demands.cdromBus ?? usualCDROMBus
        case .floppy: demands.floppyBus ?? .fdc
        case .lun: .scsi
        }
    }

    private var usualCDROMBus: DiskBus {
        if isPower || architecture.hasPrefix("s390") || architecture == "aarch64" { return .scsi }
        return isQ35 ? .sata : .ide
    }

    func slot(for disk: BlockDevice, isRoot: Bool, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        try place(
            .local(disk), bus: bus(disk.bus, told: nil, for: disk.deviceType), device: disk.deviceType,
            name: disk.deviceName, bootIndex: disk.bootIndex, isRoot: isRoot, &names)
    }

    /// A volume without a bus takes the one that its name tells, if it has one.
    func slot(for volume: AttachedVolume, isRoot: Bool, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        let device = volume.deviceType ?? .disk
        let told = isRoot ? nil : volume.deviceName.flatMap(DiskNames.bus)
        return try place(
            .volume(volume), bus: bus(volume.bus, told: told, for: device), device: device,
            name: volume.deviceName, bootIndex: volume.bootIndex, isRoot: isRoot, &names)
    }

    /// The bus asked for, where it is one of QEMU's; else the one told by the name; else the usual one.
    private func bus(_ asked: String?, told: DiskBus?, for device: BlockDevice.DeviceType) -> DiskBus {
        asked.flatMap(DiskBus.init) ?? told ?? usualBus(for: device)
    }

    /// Refuses what libvirt would: disks on the floppy controller.
    func check(_ bus: DiskBus, holds device: BlockDevice.DeviceType) throws(DesignRefusal) {
        guard bus == .fdc, device != .floppy else { return }
        throw DesignRefusal(
            "The bus fdc holds floppies only; put a \(device.rawValue) on virtio, scsi or sata (hw_disk_bus).")
    }

    private func place(
        _ content: DiskSlot.Content, bus: DiskBus, device: BlockDevice.DeviceType, name: String?, bootIndex: Int?,
        isRoot: Bool, _ names: inout DiskNames
    ) throws(DesignRefusal) -> DiskSlot {
        try check(bus, holds: device)
        let isNegative = (bootIndex ?? 0) < 0
        var slot = DiskSlot(
            content: content, name: "", bus: bus, device: device, bootIndex: isNegative ? nil : bootIndex)
        if let chosen = name ?? (isRoot ? request.rootDeviceName : nil) {
            slot.name = DiskNames.wholeDisk(chosen)
            names.take(slot.name)
        } else {
            slot.name = try names.next(on: bus)
        }
        return slot
    }
}
