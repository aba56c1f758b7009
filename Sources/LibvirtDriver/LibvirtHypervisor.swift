internal import DomainXML
package import GuestDesign
package import Hypervisor
internal import Libvirt
package import Model

/// QEMU machines through libvirt.
package struct LibvirtHypervisor: Hypervisor {
    private let session: LibvirtSession
    private let survey: HostSurvey

    /// - Parameter instances: the folder of all machines' files.
    package init(_ session: LibvirtSession, instances: String) {
        self.session = session
        survey = HostSurvey(session, instances: instances)
    }

    package func capabilities() async throws(HypervisorError) -> HostCapabilities { try await survey.capabilities() }

    package func machines() async throws(HypervisorError) -> [ObservedMachine] {
        try await session.call { (connection) throws(LibvirtError) in
            var machines: [ObservedMachine] = []
            for summary in try connection.domains() {
                do throws(LibvirtError) {
                    machines.append(try Self.observe(summary.domain, summary.state))
                } catch {
                    // Gone since the list was made.
                    guard error.code == .noDomain else { throw error }
                }
            }
            return machines
        }
    }

    package func machine(_ server: ID<Server>) async throws(HypervisorError) -> ObservedMachine? {
        try await session.call { (connection) throws(LibvirtError) in
            try Self.found { () throws(LibvirtError) in
                let domain = try connection.domain(uuid: server.value)
                return try Self.observe(domain, try domain.state())
            }
        }
    }

    private static func observe(_ domain: Domain, _ state: DomainState) throws(LibvirtError) -> ObservedMachine {
        let mark = try domain.metadata(of: PlacementElement.namespace).flatMap(PlacementElement.init(metadata:))
        return ObservedMachine(
            uuid: ID(domain.uuid), name: domain.name, state: ObservedMachine.State(state),
            mark: mark.map {
                PlacementMark(cluster: $0.cluster, placement: ID($0.placement), epoch: $0.epoch)
            })
    }

    /// nil in place of "there is no such domain".
    private static func found<Value>(_ body: () throws(LibvirtError) -> Value) throws(LibvirtError) -> Value? {
        do {
            return try body()
        } catch {
            guard error.code == .noDomain else { throw error }
            return nil
        }
    }

    package func define(_ guest: Guest, for mark: PlacementMark) async throws(HypervisorError) -> ResolvedGuest {
        let definition = xml(
            guest,
            placement: PlacementElement(
                cluster: mark.cluster, placement: mark.placement.value, epoch: mark.epoch))
        let settled = try await session.call { (connection) throws(LibvirtError) in
            try connection.defineDomain(definition, validating: false).xml([.inactive])
        }
        do {
            return try ResolvedGuest(domainXML: settled)
        } catch {
            throw .failed("libvirt's definition cannot be read back: \(error)")
        }
    }

    package func start(_ server: ID<Server>) async throws(HypervisorError) {
        let isFound = try await session.call { (connection) throws(LibvirtError) in
            try Self.found { () throws(LibvirtError) -> Void in
                let domain = try connection.domain(uuid: server.value)
                switch ObservedMachine.State(try domain.state()) {
                case .running: break
                case .paused: try domain.resume()
                case .off, .crashed: try domain.start()
                }
            } != nil
        }
        if !isFound { throw .noSuchMachine(server) }
    }

    package func requestShutdown(_ server: ID<Server>) async throws(HypervisorError) {
        try await ifActive(server) { (domain) throws(LibvirtError) in try domain.shutdown(.acpi) }
    }

    package func requestReboot(_ server: ID<Server>) async throws(HypervisorError) {
        try await ifActive(server) { (domain) throws(LibvirtError) in try domain.reboot(.acpi) }
    }

    package func powerOff(_ server: ID<Server>) async throws(HypervisorError) {
        try await ifActive(server) { (domain) throws(LibvirtError) in try domain.destroy() }
    }

    /// Does nothing where the machine is off, unknown, or goes off meanwhile.
    private func ifActive(
        _ server: ID<Server>, _ body: @escaping @Sendable (Domain) throws(LibvirtError) -> Void
    ) async throws(HypervisorError) {
        try await session.call { (connection) throws(LibvirtError) in
            do throws(LibvirtError) {
                let domain = try connection.domain(uuid: server.value)
                guard try domain.isActive() else { return }
                try body(domain)
            } catch {
                guard error.code == .noDomain || error.code == .operationInvalid else { throw error }
            }
        }
    }

    package func undefine(_ server: ID<Server>) async throws(HypervisorError) {
        try await session.call { (connection) throws(LibvirtError) in
            _ = try Self.found { () throws(LibvirtError) in
                try connection.domain(uuid: server.value)
                    .undefine([.managedSave, .snapshotsMetadata, .checkpointsMetadata, .nvram])
            }
        }
    }

    package func events() -> AsyncStream<HypervisorEvent> { session.events() }
}
