/// A server on a host: what was claimed there and what part the host plays for it.
///
/// Claims, specs and reports are keyed by placement, so that a migration is two placements and one transaction that
/// hands the role over.
package struct Placement: Codable, Hashable, Sendable {
    package enum Role: String, Codable, Sendable { case current, incoming, outgoing, retained }

    package var id: ID<Placement>
    package var host: ID<Host>
    package var role: Role
    package var allocation: Allocation
    /// What it has of the host's NUMA cells; nil for a server that asks for no cells.
    package var numa: NUMAPlacement?
    /// Grows each time the server is placed anew; a host acts on an `absent` only of the epoch that it holds.
    package var epoch: Int
    /// Whether the host shall remove what it holds for it.
    package var isWithdrawn = false

    package init(
        id: ID<Placement>, host: ID<Host>, role: Role, allocation: Allocation, numa: NUMAPlacement? = nil, epoch: Int
    ) {
        self.id = id
        self.host = host
        self.role = role
        self.allocation = allocation
        self.numa = numa
        self.epoch = epoch
    }
}
