import Foundation

/// What of a service's guests is on the host.
struct Leftovers {
    let found: [String]

    /// - Parameter network: counts its libvirt network, bridge and rules too.
    init(_ service: Service, network: String?) {
        var found: [String] = []
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: service.state + "/instances")) ?? []
        found += folders.filter { $0.count == 36 }.map { "folder \($0)" }
        let domains = Tool.run("virsh", "-c", "qemu:///system", "list", "--all", "--uuid").output.split(separator: "\n")
        for domain in domains.map(String.init) where domain.count == 36 {
            let xml = Tool.run("virsh", "-c", "qemu:///system", "dumpxml", domain).output
            if xml.contains(service.state + "/") { found.append("domain \(domain)") }
        }
        if let network {
            if Tool.run("virsh", "-c", "qemu:///system", "net-info", network).status == 0 {
                found.append("network \(network)")
            }
            if Tool.run("nft", "list", "tables").output.contains(network.prefix(8)) { found.append("nft table") }
        }
        self.found = found
    }
}
