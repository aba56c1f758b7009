/// What is taken of a host: the sum of its placements' allocations.
///
/// A claim compares this record in the transaction that records the placement, so nothing can be oversold.
package struct HostClaims: Codable, Hashable, Sendable {
    package var used: Allocation
    package var servers: Int

    package init(used: Allocation = .none, servers: Int = 0) {
        self.used = used
        self.servers = servers
    }

    package mutating func add(_ allocation: Allocation) {
        used = used + allocation
        servers += 1
    }

    package mutating func remove(_ allocation: Allocation) {
        used = used - allocation
        servers -= 1
    }
}
