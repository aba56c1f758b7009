/// A guest's share of the host's processors: libvirt's `<cputune>`.
package struct CPUTune: Codable, Hashable, Sendable {
    package var shares: Int?
    /// Microseconds.
    package var period: Int?
    /// Microseconds in each period; negative for no limit.
    package var quota: Int?

    package var isEmpty: Bool { shares == nil && period == nil && quota == nil }
}
