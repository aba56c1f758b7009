import Demands
import Model

/// Numbers the disks on a virtio-scsi controller, so that it holds up to 256 of them.
struct SCSIUnits {
    private let isCounting: Bool
    private var unit: Int

    /// The volume that the guest boots from is unit 0, whatever its place in the list.
    init(isCounting: Bool, bootsFromVolume: Bool) {
        self.isCounting = isCounting
        unit = bootsFromVolume ? 1 : 0
    }

    /// The address of the next disk; nil where libvirt chooses.
    mutating func next(for slot: DiskSlot) -> ResolvedGuest.Address? {
        guard isCounting else { return nil }
        var chosen = unit
        if case .volume(let volume) = slot.content {
            if volume.bootIndex == 0 { chosen = 0 } else { unit += 1 }
        } else if slot.bus == .scsi {
            unit += 1
        }
        guard slot.bus == .scsi else { return nil }
        return ResolvedGuest.Address(type: "drive", attributes: ["controller": "0", "unit": String(chosen)])
    }
}
