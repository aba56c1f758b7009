package import Cloud
internal import HostLink
package import Model
internal import Runtime
internal import Store

extension StandaloneNetworks {
    package func findOrCreatePort(_ request: PortRequest, for caller: Caller) async throws(CloudError) -> Port {
        var draft = PortDraft()
        draft.device = request.server.value
        draft.deviceOwner = "compute:" + (request.availabilityZone ?? "nova")
        draft.tag = request.name
        draft.securityGroups = request.securityGroups.isEmpty ? nil : request.securityGroups
        if let text = request.fixedAddress {
            guard let address = IPv4Address(text) else {
                throw .badRequest("Invalid input for fixed ip: '\(text.prefix(64))' is not an IPv4 address.")
            }
            draft.addresses = [PortDraft.Address(subnet: nil, address: address)]
        }
        let record = try await createPort(draft, on: request.network, for: caller)
        return try await cloudErrors { try await port(record) }
    }

    package func claimPort(
        _ id: ID<Port>,
        server: ID<Server>,
        for caller: Caller
    ) async throws(CloudError) -> Port {
        try await cloudErrors {
            let record = try await repeatedly("Port \(id)", gate: id.value) {
                let stored = try await visiblePort(id, for: caller)
                var port = stored.value
                if port.device == server.value { return (Transaction(), port) }
                guard port.device.isEmpty else { throw CloudError.conflict("Port \(id) is still in use.") }
                port.device = server.value
                port.deviceOwner = "compute:nova"
                return (try await replacing(stored, with: &port), port)
            }
            return try await port(record)
        }
    }

    package func bindPort(
        _ id: ID<Port>,
        to host: ID<Host>,
        for caller: Caller
    ) async throws(CloudError) -> Port {
        try await cloudErrors {
            let record = try await repeatedly("Port \(id)", gate: id.value) {
                let stored = try await visiblePort(id, for: caller)
                guard let storedNetwork = try await networks.get(stored.value.network.value) else {
                    throw CloudError.notFound(kind: "Network", id: stored.value.network.value)
                }
                var network = storedNetwork.value
                var port = stored.value
                port.host = host
                port.binding = network.binding(of: port)
                var transaction = try await replacing(stored, with: &port)
                if network.hosts.contains(host) {
                    transaction = transaction + Collection.unchanged(storedNetwork)
                } else {
                    guard network.hosts.count < Self.maximumHosts else {
                        throw CloudError.conflict(
                            "Network \(network.id) is on \(Self.maximumHosts) hosts, the most that it can be on."
                        )
                    }
                    network.hosts.append(host)
                    transaction =
                        try transaction + Collection.update(storedNetwork, to: network)
                        + Collection.overwrite(HostKeys(host).network(network.id), network.spec(on: host))
                }
                return (transaction, port)
            }
            return try await port(record)
        }
    }

    package func releasePort(_ id: ID<Port>, of server: ID<Server>) async throws(CloudError) {
        try await cloudErrors {
            guard let known = try await ports.get(id.value)?.value, known.device == server.value else { return }
            if known.tag != nil {
                return try await removePort(known) { $0.device == server.value }
            }
            try await repeatedly("Port \(id)", gate: id.value) {
                guard let stored = try await ports.get(id.value), stored.value.device == server.value else {
                    return (Transaction(), ())
                }
                var port = stored.value
                port.device = ""
                port.deviceOwner = ""
                port.host = nil
                port.binding = nil
                return (try await replacing(stored, with: &port), ())
            }
        }
    }
}

extension StandaloneNetworks {
    package func previewBinding(
        of port: Port, to host: ID<Host>, for caller: Caller
    ) async throws(CloudError) -> PortBinding {
        try await cloudErrors {
            let known = try await ports.get(port.id.value)?.value
            let usual = try await networks.get(port.network.id.value)?.value.hasPortSecurity
            return PortBinding(
                bridge: NetworkRecord.bridge(of: port.network.id), hasSecurity: known?.hasSecurity ?? usual ?? true,
                profile: known?.profile)
        }
    }
}

extension NetworkRecord {
    fileprivate func binding(of port: PortRecord) -> PortBinding {
        PortBinding(bridge: bridge, hasSecurity: port.hasSecurity, profile: port.profile)
    }
}

extension PortBinding {
    /// How a host connects a guest to a port of this service.
    ///
    /// `clean-traffic` is libvirt's own filter against false MAC, IP and ARP addresses.
    fileprivate init(bridge: String, hasSecurity: Bool, profile: [String: String]?) {
        var details = ["port_filter": hasSecurity ? "true" : "false"]
        details[PortBinding.hostServesDetail] = "true"
        if hasSecurity { details["nwfilter"] = "clean-traffic" }
        self.init(vifType: "bridge", bridge: bridge, details: details, profile: profile ?? [:])
    }
}
