package import Hypervisor
internal import Libvirt
package import Model
internal import Runtime

/// The embedded network service's bridges, as libvirt networks: NAT, DHCP for reserved hosts, and the way to the
/// metadata service.
package struct LibvirtNetworks: HostNetworks {
    private let session: LibvirtSession
    private let redirect: MetadataRedirect

    package init(_ session: LibvirtSession, redirect: MetadataRedirect) {
        self.session = session
        self.redirect = redirect
    }

    package func ensure(_ network: HostNetwork) async throws(HypervisorError) {
        try await session.call { (connection) throws(LibvirtError) in
            if let known = try Self.found(network.id, connection) {
                try Self.bringUpToDate(known, network, connection)
            } else {
                let made = try connection.defineNetwork(NetworkXML(network: network).text())
                try made.start()
                try made.setAutostart(true)
            }
        }
        try await redirect.ensure(bridge: network.bridge)
    }

    /// A network that is already as it should be is not touched; another is made anew with its reservations, since
    /// libvirt cannot change a subnet while it is up. Guests' links stay on the bridge's name and come back with them.
    private static func bringUpToDate(
        _ known: Libvirt.Network, _ network: HostNetwork, _ connection: Connection
    ) throws(LibvirtError) {
        let present = try known.xml(inactive: true)
        let reservations = NetworkXML.hosts(in: present)
        let isSame = network.subnets.allSatisfy { subnet in
            subnet.gateway.map { present.contains("'\($0)'") } ?? true
        }
        if !isSame { _ = try connection.defineNetwork(NetworkXML(network: network).text(keeping: reservations)) }
        if try known.isActive() {
            guard !isSame else { return }
            try known.destroy()
        }
        try known.start()
    }

    package func remove(_ network: ID<Model.Network>) async throws(HypervisorError) {
        let bridge = try await session.call { (connection) throws(LibvirtError) -> String? in
            guard let known = try Self.found(network, connection) else { return nil }
            let bridge = try known.bridgeName()
            if try known.isActive() { try known.destroy() }
            try known.undefine()
            return bridge
        }
        if let bridge { try await redirect.remove(bridge: bridge) }
    }

    package func reserve(
        _ reservation: DHCPReservation, on network: ID<Model.Network>
    ) async throws(HypervisorError) {
        let isFound = try await session.call { (connection) throws(LibvirtError) -> Bool in
            guard let known = try Self.found(network, connection) else { return false }
            let hosts = NetworkXML.hosts(in: try known.xml())
            if hosts.contains(where: { $0.names(reservation.mac) && $0.contains("ip='\(reservation.address)'") }) {
                return true
            }
            if let stale = hosts.first(where: { $0.names(reservation.mac) }) {
                try known.update(.delete, .dhcpHost, stale, in: [.live, .config])
            }
            try known.update(.addLast, .dhcpHost, NetworkXML.host(reservation), in: [.live, .config])
            return true
        }
        if !isFound { throw .failed("the host has no network \(network)") }
    }

    package func release(mac: String, on network: ID<Model.Network>) async throws(HypervisorError) {
        try await session.call { (connection) throws(LibvirtError) in
            guard let known = try Self.found(network, connection) else { return }
            guard let host = NetworkXML.hosts(in: try known.xml()).first(where: { $0.names(mac) }) else { return }
            try known.update(.delete, .dhcpHost, host, in: [.live, .config])
        }
    }

    private static func found(
        _ network: ID<Model.Network>, _ connection: Connection
    ) throws(LibvirtError) -> Libvirt.Network? {
        do {
            return try connection.network(uuid: network.value)
        } catch {
            guard error.code == .noNetwork else { throw error }
            return nil
        }
    }
}

extension String {
    /// Whether this `<host/>` element is that MAC's.
    fileprivate func names(_ mac: String) -> Bool { contains("mac='\(mac)'") }
}
