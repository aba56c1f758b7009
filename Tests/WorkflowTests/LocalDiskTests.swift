import Model
import Testing

@testable import Workflow

@Suite("A server's local disks")
struct LocalDiskTests {
    @Test("The flavor says which there are; an ephemeral disk has the operator's file system")
    func disks() {
        let flavor = Flavor(
            id: ID("f"), name: "f", vcpus: 1, memoryMiB: 64, rootGiB: 2, ephemeralGiB: 3, swapMiB: 5)
        let image = Image(
            id: ID("i"), name: nil, owner: nil, status: .active, size: nil, diskFormat: nil, containerFormat: nil,
            minDisk: 0, minRAM: 0, properties: [:])
        let disks = BlockDevice.local(flavor: flavor, image: image, ephemeralFormat: "xfs")
        #expect(disks.map(\.name) == ["disk", "disk.eph0", "disk.swap"])
        #expect(disks.map(\.sizeBytes) == [2 << 30, 3 << 30, 5 << 20])
        #expect(disks.map(\.guestFormat) == [nil, "xfs", nil])
        #expect(disks.allSatisfy { $0.deviceType == .disk })
    }

    @Test("A CD's image is in a CD-ROM drive")
    func disc() {
        let flavor = Flavor(id: ID("f"), name: "f", vcpus: 1, memoryMiB: 64, rootGiB: 2, ephemeralGiB: 3)
        let image = Image(
            id: ID("i"), name: nil, owner: nil, status: .active, size: nil, diskFormat: "iso", containerFormat: nil,
            minDisk: 0, minRAM: 0, properties: [:])
        let disks = BlockDevice.local(flavor: flavor, image: image, ephemeralFormat: "ext4")
        #expect(disks.map(\.deviceType) == [.cdrom, .disk])
    }
}
