package import Demands

/// The network cards and disk controllers that an operating system drives, by libosinfo's names, in the order in which its
/// database has them.
package struct OperatingSystemDevices: Codable, Hashable, Sendable {
    package let nics: [String]
    package let disks: [String]

    package init(nics: [String], disks: [String]) {
        self.nics = nics
        self.disks = disks
    }

    /// virtio where it is driven at all, whatever comes first in the database: it is the fastest. Else the first card that
    /// libvirt knows by that name; nil where there is none.
    ///
    /// Source of the names: Nova's `nova/virt/osinfo.py`, which takes the first.
    package var nicModel: NICModel? {
        nics.contains { ["virtio-net", "virtio1.0-net"].contains($0) }
            ? .virtio : nics.lazy.compactMap(NICModel.init(rawValue:)).first
    }

    /// As for cards.
    package var diskBus: DiskBus? {
        disks.contains { ["virtio-block", "virtio1.0-block"].contains($0) }
            ? .virtio : disks.lazy.compactMap(DiskBus.init(rawValue:)).first
    }
}
