/// The size of a disk, in bytes.
package struct BlockInfo: Sendable, Equatable {
    /// What the guest sees.
    package let capacity: UInt64
    /// What the image takes on the host.
    package let allocation: UInt64
    /// The length of the image's file or device.
    package let physical: UInt64
}
