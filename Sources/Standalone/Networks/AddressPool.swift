/// Consecutive addresses of a subnet that ports are given.
package struct AddressPool: Codable, Hashable, Sendable {
    package let start: IPv4Address
    package let end: IPv4Address

    /// - Parameter end: not before the start.
    package init(start: IPv4Address, end: IPv4Address) {
        self.start = start
        self.end = end
    }

    package var count: Int { Int(end.value) - Int(start.value) + 1 }

    package func contains(_ address: IPv4Address) -> Bool { start <= address && address <= end }
}
