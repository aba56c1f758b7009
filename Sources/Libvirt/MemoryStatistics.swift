/// How a running domain uses its memory; nil where it is not known.
package struct MemoryStatistics: Sendable, Equatable {
    /// What the balloon leaves to the guest.
    package var balloonKiB: UInt64?
    /// What the guest's system can use at all.
    package var availableKiB: UInt64?
    /// What the guest uses for nothing.
    package var unusedKiB: UInt64?
    /// What the guest could give away without swapping.
    package var usableKiB: UInt64?
    /// What the domain's process takes on the host.
    package var residentKiB: UInt64?
}
