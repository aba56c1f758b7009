internal import Glibc
internal import Model

/// The dnsmasq that libvirt has started for a network, as the file of its process id tells.
///
/// libvirt notices neither that it died nor removes the file with the network.
struct DHCPDaemon {
    private let file: String

    /// - Parameter folder: libvirt's own; `/run/libvirt/network` of its system daemon.
    init(of network: ID<Model.Network>, in folder: String) { file = "\(folder)/vireo-\(network).pid" }

    /// Whether it runs; true where nothing is known of it.
    var isAlive: Bool {
        guard let text = HostFile.text(file), let process = Int32(text.prefix { $0.isNumber }) else { return true }
        // The name stands in brackets and may hold anything; the state follows it. Source: proc_pid_stat(5).
        guard let status = HostFile.text("/proc/\(process)/stat"), let end = status.lastIndex(of: ")") else {
            return false
        }
        let isDead = ["Z", "X"].contains(status[end...].dropFirst(2).prefix(1))
        return !isDead && status[..<end].hasSuffix("(dnsmasq")
    }

    func forget() { unlink(file) }
}
