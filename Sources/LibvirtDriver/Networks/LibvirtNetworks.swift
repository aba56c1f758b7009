package import Hypervisor
internal import Libvirt
internal import Logging
package import Model

/// The embedded network service's bridges as libvirt networks: NAT, DHCP for reserved hosts, and the way to the
/// metadata service.
package struct LibvirtNetworks: HostNetworks {
    /// The filter that holds guests to their own addresses.
    package static let filter = "clean-traffic"

    let session: LibvirtSession
    private let redirect: MetadataRedirect
    private let links: any BridgePorts
    private let folder: String
    /// Where libvirt keeps the process ids of its dnsmasqs.
    let runFolder: String

    /// - Parameters:
    ///   - links: puts the guests' links back on a bridge that was made anew.
    ///   - folder: where the tables of reserved hosts lie. dnsmasq's user must be able to read there, and so must what
    ///     confines dnsmasq (AppArmor, SELinux): hence libvirt's own folder.
    package init(
        _ session: LibvirtSession, redirect: MetadataRedirect, links: any BridgePorts = IPProgram(),
        folder: String = "/var/lib/libvirt/dnsmasq", runFolder: String = "/run/libvirt/network"
    ) {
        self.session = session
        self.redirect = redirect
        self.links = links
        self.folder = folder
        self.runFolder = runFolder
    }

    package func ensure(_ network: HostNetwork) async throws(HypervisorError) {
        let table = DHCPTable(of: network.id, in: folder)
        let definition = try NetworkXML(network, table: table)
        let logger = session.logger
        let unplugged = try await session.callInTurn { connection in
            try Self.requireFilter(connection)
            try table.make()
            let known = try Self.found(network.id, connection)
            var present = known
            if try definition.shape != NetworkXML.shape(of: known?.xml(inactive: true)) {
                present = try connection.defineNetwork(definition.text)
            }
            guard let present else { return [] as [String] }
            if try !present.autostart() { try present.setAutostart(true) }
            if try present.isActive() {
                if definition.shape == NetworkXML.shape(of: try present.xml()) { return [] }
                logger.notice(
                    "a network changes and is down for a moment", metadata: ["network": "\(network.id)"])
                try present.destroy()
            }
            try present.start()
            return try Self.links(on: network.bridge, connection)
        }
        for link in unplugged { try await links.plug(link, into: network.bridge) }
        try await redirect.ensure(bridge: network.bridge)
    }

    package func remove(_ network: ID<Model.Network>) async throws(HypervisorError) {
        let table = DHCPTable(of: network, in: folder)
        let bridge = try await session.callInTurn { connection -> String? in
            guard let known = try Self.found(network, connection) else { return nil }
            let bridge = try known.bridgeName()
            if try known.isActive() { try known.destroy() }
            try known.undefine()
            return bridge
        }
        if let bridge { try await redirect.remove(bridge: bridge) }
        let daemon = DHCPDaemon(of: network, in: runFolder)
        try await session.callInTurn { _ in
            try table.remove()
            daemon.forget()
        }
    }

    package func reserve(
        _ reservation: DHCPReservation, on network: ID<Model.Network>
    ) async throws(HypervisorError) {
        let table = DHCPTable(of: network, in: folder)
        // Addresses of IPv6 come by router advertisement: DHCP has none to reserve.
        guard let line = try DHCPTable.Line(reservation) else { return }
        try await session.callInTurn { _ in try table.add(line) }
    }

    package func release(mac: String, on network: ID<Model.Network>) async throws(HypervisorError) {
        let table = DHCPTable(of: network, in: folder)
        try await session.callInTurn { connection in
            guard let line = try table.remove(mac: mac), let known = try Self.found(network, connection),
                try known.isActive()
            else { return }
            let subnets = NetworkXML.subnets(of: try known.xml())
            DHCPRelease(line, servers: subnets, bridge: try known.bridgeName()).send()
        }
    }

    // MARK: libvirt

    static func found(
        _ network: ID<Model.Network>, _ connection: Connection
    ) throws(LibvirtError) -> Libvirt.Network? {
        try LibvirtError.unlessAbsent { () throws(LibvirtError) in try connection.network(uuid: network.value) }
    }

    private static func requireFilter(_ connection: Connection) throws {
        let known = try LibvirtError.unlessAbsent { () throws(LibvirtError) in try connection.nwFilter(name: filter) }
        guard known != nil else {
            throw HypervisorError.refused(
                "libvirt has no network filter \(filter), without which guests could forge addresses: install "
                    + "libvirt-daemon-config-nwfilter and restart libvirtd")
        }
    }

    /// The links of running guests that belong on that bridge. A bridge that was made anew has none of them.
    private static func links(on bridge: String, _ connection: Connection) throws(LibvirtError) -> [String] {
        var links: [String] = []
        for summary in try connection.domains() where summary.isActive {
            let definition = try LibvirtError.unlessAbsent { () throws(LibvirtError) in try summary.domain.xml() }
            links += XMLText.elements("interface", in: definition ?? "").compactMap { interface in
                guard XMLText.elements("source", in: interface).contains(where: { $0.names(bridge) }) else {
                    return nil
                }
                return XMLText.elements("target", in: interface).first.flatMap { XMLText.attribute("dev", of: $0) }
            }
        }
        return links
    }
}

extension String {
    fileprivate func names(_ bridge: String) -> Bool { XMLText.attribute("bridge", of: self) == bridge }
}
