/// A boot of a kernel that lies beside the disks.
package struct KernelBoot: Codable, Hashable, Sendable {
    package var hasRamdisk: Bool

    package init(hasRamdisk: Bool) { self.hasRamdisk = hasRamdisk }
}
