package import Hypervisor

/// The chains of rules that libvirt makes for the filters of guests' links.
package protocol FilterChains: Sendable {
    /// Removes whatever chains are named for the links; nobody may be using these.
    func remove(of links: [String]) async throws(HypervisorError)
}
