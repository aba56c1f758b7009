package import Hypervisor

/// Puts links on bridges.
package protocol BridgePorts: Sendable {
    /// Does nothing where the link is on that bridge already.
    func plug(_ link: String, into bridge: String) async throws(HypervisorError)
}
