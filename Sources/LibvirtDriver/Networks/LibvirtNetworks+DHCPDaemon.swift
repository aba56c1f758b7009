package import Hypervisor
internal import Libvirt

extension LibvirtNetworks {
    /// Nobody has this address: it is locally administered, and never given to a port.
    private static let nobody = "02:00:00:00:00:01"

    /// libvirt has no call for starting a network's dnsmasq alone. It starts it anew where a network begins to reserve
    /// addresses, and where it ceases to; ours never does so by itself (`NetworkXML`).
    ///
    /// Source: libvirt's `virNetworkUpdate`, section `ip-dhcp-host`.
    package func revive(_ network: HostNetwork) async throws(HypervisorError) -> Bool {
        let daemon = DHCPDaemon(of: network.id, in: runFolder)
        guard network.subnets.contains(where: \.hasDHCP), !daemon.isAlive else { return false }
        return try await session.callInTurn { connection in
            guard let known = try Self.found(network.id, connection), try known.isActive(), !daemon.isAlive,
                let own = NetworkXML.ownAddress(of: try known.xml())
            else { return false }
            let host = "<host mac='\(Self.nobody)' ip='\(own)'/>"
            try Self.reserveForAMoment(host, on: known)
            return true
        }
    }

    private static func reserveForAMoment(_ host: String, on network: Libvirt.Network) throws(LibvirtError) {
        do {
            try network.update(.addLast, .dhcpHost, host, in: .live)
        } catch {
            // It is there where an earlier try was cut short.
            guard error.code == .operationInvalid else { throw error }
        }
        try network.update(.delete, .dhcpHost, host, in: .live)
    }
}
