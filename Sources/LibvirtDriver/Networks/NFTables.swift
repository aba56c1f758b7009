package import Hypervisor

/// Applies nftables commands, all or none.
package protocol NFTables: Sendable {
    func apply(_ commands: [String]) async throws(HypervisorError)
}
