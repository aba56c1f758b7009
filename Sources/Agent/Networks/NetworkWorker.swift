internal import HostLink
internal import Hypervisor
internal import Logging
internal import Model
internal import Runtime
internal import Store

/// Keeps the host's own networks as their specs say.
actor NetworkWorker {
    /// A network that is not yet as its newest spec says.
    private struct Work {
        var spec: NetworkSpec
        /// Ends the pause before the next try.
        let wakeup: Wakeup
    }

    /// How often a network may fail before whoever waits for it is told; with the pauses between, some seconds.
    private static let patience = 3
    private static let firstPause = Duration.milliseconds(500)

    private let services: AgentServices
    private var work: [ID<Network>: Work] = [:]
    private var done: [ID<Network>: Int] = [:]
    private var present: [ID<Network>: HostNetwork] = [:]
    /// Who waits for the end of a try.
    private var waiting: [ID<Network>: [AsyncStream<(any Error)?>.Continuation]] = [:]

    init(_ services: AgentServices) { self.services = services }

    /// Takes note of what the network shall be; the newest word counts, also where an older one cannot be done.
    ///
    /// - Returns: whether somebody is to `carryOut`.
    func accept(_ spec: NetworkSpec) -> Bool {
        let network = spec.network
        if let begun = work[network] {
            work[network]?.spec = spec
            begun.wakeup.ring()
            return false
        }
        guard done[network] != spec.generation else { return false }
        work[network] = Work(spec: spec, wakeup: Wakeup(services.runtime))
        return true
    }

    /// Makes the network as its spec says and reports it; tries again for as long as it fails.
    func carryOut(_ network: ID<Network>) async {
        defer {
            work[network] = nil
            tell(network, CancellationError())
        }
        var pause = Self.firstPause
        while !Task.isCancelled, let (spec, wakeup) = work[network].map({ ($0.spec, $0.wakeup) }) {
            wakeup.hush()
            do {
                try await make(spec)
                tell(network, nil)
                if work[network]?.spec == spec { return }
                pause = Self.firstPause
            } catch {
                if Task.isCancelled { return }
                services.logger.error(
                    "the network cannot be made so", metadata: ["network": "\(network)", "error": "\(error)"])
                try? await report(spec, .failed, fault: Fault(error))
                tell(network, error)
                await wakeup.wait(atMost: pause)
                pause = min(pause * 2, .seconds(30))
            }
        }
    }

    private func make(_ spec: NetworkSpec) async throws {
        try await services.runtime.pass(FailPoint("agent.host-network.before"))
        switch spec.presence {
        case .present: try await services.networks.ensure(HostNetwork(spec))
        case .absent: try await services.networks.remove(spec.network)
        }
        try await services.runtime.pass(FailPoint("agent.host-network.after"))
        present[spec.network] = spec.presence == .present ? HostNetwork(spec) : nil
        done[spec.network] = spec.presence == .present ? spec.generation : nil
        try await report(spec, spec.presence == .present ? .active : .gone, fault: nil)
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

    /// Returns once the network is there. One that could not be made before is tried again at once.
    ///
    /// - Throws: why it cannot be made, after some tries.
    func ready(_ network: ID<Network>) async throws {
        if done[network] == nil { work[network]?.wakeup.ring() }
        var tries = 0
        while done[network] == nil {
            let failure = try await nextTry(of: network)
            tries += 1
            if let failure, failure is CancellationError || tries == Self.patience { throw failure }
        }
    }

    /// - Returns: why it failed; nil where it did not.
    private func nextTry(of network: ID<Network>) async throws -> (any Error)? {
        let (ends, continuation) = AsyncStream.makeStream(of: (any Error)?.self)
        waiting[network, default: []].append(continuation)
        for await failure in ends { return failure }
        throw CancellationError()
    }

    private func tell(_ network: ID<Network>, _ failure: (any Error)?) {
        for waiter in waiting.removeValue(forKey: network) ?? [] { waiter.yield(failure) }
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
