internal import HostLink
internal import Hypervisor
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// Keeps the host's own networks as their specs say.
actor NetworkWorker {
    private let services: AgentServices
    private var done: [ID<Network>: Int] = [:]
    private var present: [ID<Network>: HostNetwork] = [:]
    private var waiting: [ID<Network>: [AsyncStream<Void>.Continuation]] = [:]

    init(_ services: AgentServices) { self.services = services }

    /// Makes the network so and reports it; tries again for as long as it fails.
    func accept(_ spec: NetworkSpec) async {
        guard done[spec.network] != spec.generation else { return }
        var pause = Duration.milliseconds(500)
        while !Task.isCancelled {
            do {
                try await services.runtime.pass(FailPoint("agent.host-network.before"))
                switch spec.presence {
                case .present: try await services.networks.ensure(HostNetwork(spec))
                case .absent: try await services.networks.remove(spec.network)
                }
                try await services.runtime.pass(FailPoint("agent.host-network.after"))
                present[spec.network] = spec.presence == .present ? HostNetwork(spec) : nil
                done[spec.network] = spec.presence == .present ? spec.generation : nil
                try await report(spec, spec.presence == .present ? .active : .gone, fault: nil)
                for waiter in waiting.removeValue(forKey: spec.network) ?? [] { waiter.yield() }
                return
            } catch {
                services.logger.error(
                    "the network cannot be made so", metadata: ["network": "\(spec.network)", "error": "\(error)"])
                try? await report(spec, .failed, fault: Fault(error))
                try? await services.runtime.sleep(for: pause)
                pause = min(pause * 2, .seconds(30))
            }
        }
    }

    /// Sees to what serves the networks, which nobody tells of when it dies.
    func reviveAll() async {
        for network in present.values.sorted(by: { $0.id < $1.id }) {
            do {
                guard try await services.networks.revive(network) else { continue }
                services.logger.warning(
                    "what serves a network had died and was started anew", metadata: ["network": "\(network.id)"])
            } catch {
                services.logger.error(
                    "what serves a network has died and cannot be started",
                    metadata: ["network": "\(network.id)", "error": "\(error)"])
            }
        }
    }

    /// Returns once the network is there.
    func ready(_ network: ID<Network>) async throws {
        guard done[network] == nil else { return }
        let (made, continuation) = AsyncStream.makeStream(of: Void.self)
        waiting[network, default: []].append(continuation)
        for await _ in made { return }
        throw CancellationError()
    }

    private func report(
        _ spec: NetworkSpec, _ observation: NetworkReport.Observation, fault: Fault?
    ) async throws {
        let report = NetworkReport(
            network: spec.network, observedGeneration: spec.generation, observation: observation, fault: fault,
            reportedAt: services.runtime.now)
        var transaction = try Collection.overwrite(services.keys.networkReport(spec.network), report)
        transaction.compares.append(.exists(NetworkSpec.prefix + services.keys.network(spec.network)))
        _ = try await services.store.commit(transaction)
    }
}

extension HostNetwork {
    init(_ spec: NetworkSpec) {
        self.init(
            id: spec.network, bridge: spec.bridge, mtu: spec.mtu,
            subnets: spec.subnets.map {
                Subnet(cidr: $0.cidr, gateway: $0.gateway, nameservers: $0.nameservers, hasDHCP: $0.hasDHCP)
            })
    }
}
