internal import GuestDesign

/// What all machines of a host have in common, once for all of them.
final class MachineHost: Sendable {
    let services: AgentServices
    let builds: Limiter
    let networks: NetworkWorker
    let capabilities: HostCapabilities

    init(_ services: AgentServices, builds: Limiter, networks: NetworkWorker, capabilities: HostCapabilities) {
        self.services = services
        self.builds = builds
        self.networks = networks
        self.capabilities = capabilities
    }
}
