internal import GuestDesign

/// What all machines of a host have in common, once for all of them.
final class MachineHost: Sendable {
    let services: AgentServices
    let builds: Limiter
    /// Far fewer than libvirt's threads: a hundred at once would all end at the end, and everything else would wait for them.
    let removals = Limiter(4)
    let networks: NetworkWorker
    let capabilities: HostCapabilities

    init(_ services: AgentServices, builds: Limiter, networks: NetworkWorker, capabilities: HostCapabilities) {
        self.services = services
        self.builds = builds
        self.networks = networks
        self.capabilities = capabilities
    }
}
