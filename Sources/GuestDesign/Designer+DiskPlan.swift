import Demands
import Model

/// Which disk sits where. Names are chosen in Nova's order, since guests know their disks by them: the root first,
/// then ephemeral disks, swap, volumes, config drive, rescue disk.
///
/// Source: Nova's user guide, "Block Device Mapping in Nova".
extension Designer {
    func diskPlan() throws(DesignRefusal) -> DiskPlan {
        guard let rescue = request.rescue else { return try ordinaryPlan() }
        guard rescue.isStable else { return try rescueFirstPlan() }
        var (plan, names) = try ordinaryPlanAndNames()
        plan.slots.append(try rescueLast(rescue, &names))
        return plan
    }

    private func ordinaryPlan() throws(DesignRefusal) -> DiskPlan { try ordinaryPlanAndNames().0 }

    private func ordinaryPlanAndNames() throws(DesignRefusal) -> (DiskPlan, DiskNames) {
        var names = DiskNames(reserved: chosenNames, prefix: settings.diskPrefix, most: settings.maxDiskDevices)
        let root = request.disks.first(where: \.isImage)
        let rootVolume = root == nil ? request.volumes.firstIndex { $0.bootIndex == 0 } : nil
        var local: [DiskSlot] = []
        var rootName: String?
        if let root {
            local.append(try slot(for: root, isRoot: true, &names))
            rootName = (root.deviceName ?? request.rootDeviceName).map(DiskNames.bare) ?? local[0].name
        }
        var volumes: [Int: DiskSlot] = [:]
        if let rootVolume {
            let volume = request.volumes[rootVolume]
            let slot = try slot(for: volume, isRoot: true, &names)
            volumes[rootVolume] = slot
            rootName = (volume.deviceName ?? request.rootDeviceName).map(DiskNames.bare) ?? slot.name
        }
        let others = request.disks.filter { $0 != root }
        for disk in others.filter({ !$0.isSwap }) + others.filter(\.isSwap) {
            local.append(try slot(for: disk, isRoot: false, &names))
        }
        for (index, volume) in request.volumes.enumerated() where index != rootVolume {
            volumes[index] = try slot(for: volume, isRoot: false, &names)
        }
        var drives: [DiskSlot] = []
        if needsConfigDrive { drives.append(try configDrive(named: ConfigDriveFile.name, &names)) }
        let slots = local + drives + request.volumes.indices.compactMap { volumes[$0] }
        return (DiskPlan(slots: slots, rootName: rootName ?? "vda"), names)
    }

    /// The rescue disk takes the root's place, the root disk the next one; nothing else stays.
    private func rescueFirstPlan() throws(DesignRefusal) -> DiskPlan {
        var names = DiskNames(reserved: [], prefix: settings.diskPrefix, most: settings.maxDiskDevices)
        let bus = try usualBus(for: .disk)
        try check(bus, holds: .disk)
        let rescue = DiskSlot(
            content: .file(name: ServerRescue.diskName, format: rescueFormat), name: try names.next(on: bus), bus: bus,
            device: .disk, bootIndex: 0)
        var slots = [rescue]
        if let root = request.disks.first(where: \.isImage) {
            slots.append(DiskSlot(content: .local(root), name: try names.next(on: bus), bus: bus, device: .disk))
        }
        if needsConfigDrive { slots.append(try configDrive(named: ConfigDriveFile.rescueName, &names)) }
        return DiskPlan(slots: slots, rootName: rescue.name)
    }

    private func rescueLast(_ rescue: RescueBoot, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        let properties = rescue.image.properties
        let device = RescueDevice(rawValue: properties["hw_rescue_device"] ?? "disk")
        guard let device, let type = BlockDevice.DeviceType(rawValue: device.rawValue) else {
            throw DesignRefusal("hw_rescue_device of the rescue image must be disk, cdrom, floppy or lun.")
        }
        let bus = try rescueBus(properties, for: type)
        try check(bus, holds: type)
        return DiskSlot(
            content: .file(name: ServerRescue.diskName, format: rescueFormat), name: try names.next(on: bus), bus: bus,
            device: type, bootOrder: 1)
    }

    /// The rescue image's wish for the rescue, else its wish for such disks, else what the machine does best.
    private func rescueBus(
        _ properties: [String: String], for type: BlockDevice.DeviceType
    ) throws(DesignRefusal) -> DiskBus {
        for key in ["hw_rescue_bus", "hw_\(type.rawValue)_bus"] {
            guard let asked = properties[key] else { continue }
            guard let bus = DiskBus(rawValue: asked) else {
                throw DesignRefusal("\(key)=\(asked) of the rescue image is no bus of QEMU; use virtio, scsi, ….")
            }
            return bus
        }
        return try machineBus(for: type)
    }

    private var rescueFormat: String { request.rescue?.format ?? settings.localDiskFormat ?? "raw" }

    private var chosenNames: [String] {
        request.disks.compactMap(\.deviceName) + request.volumes.compactMap(\.deviceName)
    }

    private func configDrive(named name: String, _ names: inout DiskNames) throws(DesignRefusal) -> DiskSlot {
        let device: BlockDevice.DeviceType = settings.configDriveFormat == .iso9660 ? .cdrom : .disk
        let bus = try usualBus(for: device)
        try check(bus, holds: device)
        return DiskSlot(
            content: .file(name: name, format: "raw"), name: try names.next(on: bus), bus: bus, device: device)
    }

    /// Asked for, forced by the operator, or needed by the server's own image.
    var needsConfigDrive: Bool {
        request.configDrive || settings.forceConfigDrive || request.demands.configDrive == .mandatory
    }
}

extension BlockDevice {
    var isImage: Bool { if case .image = source { true } else { false } }
    var isSwap: Bool { source == .swap }
}
