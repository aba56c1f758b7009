import Demands
import Model

/// Where a disk sits in the guest.
struct DiskSlot: Hashable {
    enum Content: Hashable {
        case local(BlockDevice)
        case volume(AttachedVolume)
        /// A file of the server's own beside its disks: `disk.config`, `disk.rescue`.
        case file(name: String, format: String)
    }

    var content: Content
    var name: String
    var bus: DiskBus
    var device: BlockDevice.DeviceType
    /// 0 is tried first.
    var bootIndex: Int?
    /// The boot order of the one device that is to start before all others.
    var bootOrder: Int?
}
