internal import DomainXML
package import GuestDesign
package import Hypervisor
internal import Libvirt
internal import Logging
package import Model

/// Machines of QEMU's under libvirt.
package struct LibvirtHypervisor: Hypervisor {
    let session: LibvirtSession
    let chains: any FilterChains
    private let survey: HostSurvey
    private let operatingSystems = OSInfoDatabase()

    /// - Parameters:
    ///   - instances: the folder of all machines' files.
    ///   - virtType: what guests run under; nil asks libvirt for the capabilities of all that it offers.
    package init(
        _ session: LibvirtSession, instances: String, virtType: VirtType? = nil,
        chains: any FilterChains = EbtablesProgram()
    ) {
        self.session = session
        self.chains = chains
        survey = HostSurvey(session, instances: instances, virtType: virtType)
    }

    package func versions() async throws(HypervisorError) -> HypervisorVersions {
        try await session.call { connection in try HypervisorVersions(of: connection) }
    }

    package func capabilities() async throws(HypervisorError) -> HostCapabilities { try await survey.capabilities() }

    /// On a thread that may block.
    package func operatingSystem(_ name: String) async -> OperatingSystemDevices? {
        try? await session.call { [operatingSystems] _ in operatingSystems.devices(of: name) }
    }

    package func machines() async throws(HypervisorError) -> [ObservedMachine] {
        try await session.call { connection in
            try connection.domains().compactMap { summary in
                // Some go while the list is read.
                try LibvirtError.unlessAbsent { () throws(LibvirtError) in
                    ObservedMachine(
                        summary.domain, summary.state,
                        mark: try PlacementMark(of: summary.domain, isPersistent: summary.isPersistent))
                }
            }
        }
    }

    package func machine(_ server: ID<Server>) async throws(HypervisorError) -> ObservedMachine? {
        try await ifKnown(server) { domain in
            ObservedMachine(
                domain, try domain.state(), mark: try PlacementMark(of: domain, isPersistent: domain.isPersistent()))
        }
    }

    package func define(
        _ guest: Guest, for mark: PlacementMark
    ) async throws(HypervisorError) -> ResolvedGuest {
        let element = PlacementElement(cluster: mark.cluster, placement: mark.placement.value, epoch: mark.epoch)
        return try await session.call { connection in
            let domain = try connection.define(guest, placement: element)
            return try ResolvedGuest(domainXML: domain.xml(.inactive))
        }
    }

    package func undefine(_ server: ID<Server>) async throws(HypervisorError) {
        try await removeChains(of: server)
        try await session.call { connection in
            _ = try LibvirtError.unlessAbsent { () throws(LibvirtError) in
                let domain = try connection.domain(uuid: server.value)
                // What runs without a definition has none that could be forgotten.
                guard try domain.isPersistent() else { return }
                try domain.undefine(.everything(libvirt: connection.libraryVersion()))
            }
            // Last: without it the state of a TPM that is still there could not be opened any more.
            try connection.forgetTPMSecret(of: server)
        }
    }

    /// Those that a libvirtd left which died over the guest's links; what it ends in its own time it removes itself.
    private func removeChains(of server: ID<Server>) async throws(HypervisorError) {
        let links = try await ifKnown(server) { domain in
            try domain.isActive() ? [] : Self.filteredLinks(in: try domain.xml(.inactive))
        }
        guard let links, !links.isEmpty else { return }
        do {
            try await chains.remove(of: links)
        } catch {
            session.logger.warning(
                "what a guest's filter may have left is not removed",
                metadata: ["server": "\(server)", "links": "\(links.joined(separator: " "))", "error": "\(error)"])
        }
    }

    /// The host's devices of the guest's links that libvirt filters.
    static func filteredLinks(in definition: String) -> [String] {
        XMLText.elements("interface", in: definition)
            .filter { XMLText.elements("filterref", in: $0).first != nil }
            .compactMap { interface in
                XMLText.elements("target", in: interface).first.flatMap { XMLText.attribute("dev", of: $0) }
            }
    }

    package func events() -> AsyncStream<HypervisorEvent> { session.events() }

    // MARK: One machine

    /// - Throws: `HypervisorError.noSuchMachine` where libvirt knows no such domain.
    func withMachine<Value: Sendable>(
        _ server: ID<Server>, _ body: @escaping @Sendable (Domain) throws -> Value
    ) async throws(HypervisorError) -> Value {
        try await session.call { connection in
            do {
                return try body(connection.domain(uuid: server.value))
            } catch {
                throw HypervisorError(error, of: server)
            }
        }
    }

    /// Nil where libvirt knows no such domain, or no longer.
    func ifKnown<Value: Sendable>(
        _ server: ID<Server>, _ body: @escaping @Sendable (Domain) throws -> Value
    ) async throws(HypervisorError) -> Value? {
        do {
            return try await withMachine(server, body)
        } catch HypervisorError.noSuchMachine {
            return nil
        }
    }
}

extension Connection {
    /// A name that a domain of somebody else's has is made unique by the server's id: a host may have served another
    /// cloud, and servers are numbered from 1 in each.
    fileprivate func define(_ guest: Guest, placement: PlacementElement) throws(LibvirtError) -> Domain {
        do {
            return try defineDomain(xml(guest, placement: placement), validating: false)
        } catch {
            guard error.code == .operationFailed, let other = try? domain(name: guest.name), other.uuid != guest.uuid
            else { throw error }
            var renamed = guest
            renamed.name += "-" + guest.uuid.prefix(8)
            return try defineDomain(xml(renamed, placement: placement), validating: false)
        }
    }
}

extension PlacementMark {
    /// What the domain's definition carries: a guest that runs may have been started from an earlier one.
    fileprivate init?(of domain: Domain, isPersistent: Bool) throws(LibvirtError) {
        guard
            let element = try domain.metadata(of: PlacementElement.namespace, in: isPersistent ? .config : [])
                .flatMap(PlacementElement.init(metadata:))
        else { return nil }
        self.init(cluster: element.cluster, placement: ID(element.placement), epoch: element.epoch)
    }
}

extension UndefineOptions {
    /// With the definition goes all that libvirt keeps for the domain, as far as that libvirt knows how.
    static func everything(libvirt version: Libvirt.Version) -> UndefineOptions {
        var options: UndefineOptions = [.managedSave, .snapshotsMetadata, .nvram]
        let version = GuestDesign.Version(version)
        if VersionGate.checkpointsMetadata.isOpen(libvirt: version) { options.insert(.checkpointsMetadata) }
        if VersionGate.tpmState.isOpen(libvirt: version) { options.insert(.tpm) }
        return options
    }
}
