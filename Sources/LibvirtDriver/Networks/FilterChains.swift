package import Hypervisor

/// The chains of rules that libvirt makes for the filters of guests' links.
package protocol FilterChains: Sendable {
    /// Removes whatever chains are named for the link; nobody may be using it.
    func remove(of link: String) async throws(HypervisorError)
}
