package import Model

/// What a request gets of a host: what counts against the whole of it, and its place on the NUMA cells.
package struct HostRoom: Hashable, Sendable {
    package let allocation: Allocation
    /// Nil where it asks for no cells.
    package let numa: NUMAPlacement?
}
