/// The host's processors and memory.
///
/// Where a host's topology has no regular shape, libvirt writes 1 cell, 1 socket, and all processors as cores: the
/// capabilities document has the true one.
package struct NodeInfo: Sendable, Equatable {
    /// The kind of processor, for instance `x86_64`.
    package let model: String
    package let memoryKiB: UInt64
    /// Processors that are online.
    package let cpus: Int
    /// 0 where it is not known.
    package let mhz: Int
    package let cells: Int
    package let socketsPerCell: Int
    package let coresPerSocket: Int
    package let threadsPerCore: Int
}
