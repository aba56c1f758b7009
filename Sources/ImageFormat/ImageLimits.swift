/// What the inspector takes and spends.
package struct ImageLimits: Sendable, Hashable {
    /// The largest disk, in bytes, that an image may claim to be.
    package var virtualSize: UInt64

    /// How many bytes of an image may be read to judge it.
    package var readBudget: Int

    package init(virtualSize: UInt64 = 64 << 40, readBudget: Int = 1 << 20) {
        self.virtualSize = virtualSize
        self.readBudget = readBudget
    }
}
