import Model

/// All disks of a guest with their places, in the order of the domain's elements.
struct DiskPlan: Hashable {
    var slots: [DiskSlot]
    /// What the root disk is called by the guest's kernel: `vda`, or a partition that the tenant named.
    var rootName: String

    /// Kinds of device to boot from, in order, each once.
    var bootDevices: [String] {
        let ordered = slots.compactMap { slot in slot.bootIndex.map { ($0, slot.device) } }.sorted { $0.0 < $1.0 }
        var kinds: [String] = []
        for (_, device) in ordered {
            let kind =
                switch device {
                case .disk, .lun: "hd"
                case .cdrom: "cdrom"
                case .floppy: "fd"
                }
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds
    }
}

extension DiskPlan {
    var bootsFromVolume: Bool {
        slots.contains { slot in
            if case .volume(let volume) = slot.content { volume.bootIndex == 0 } else { false }
        }
    }
}
