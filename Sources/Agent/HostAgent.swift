package import GuestDesign
package import HostLink
internal import Hypervisor
internal import Logging
package import Model
internal import Runtime
internal import Store

/// Makes this host match its specs, and says what it sees. It reads its own part of the store and writes its own
/// reports, nothing else.
package actor HostAgent {
    /// How long the host may be silent before it gets no more servers. A lost lease stops no guest.
    private static let leaseTime: Duration = .seconds(10)
    private static let keepAliveEvery: Duration = .seconds(3)
    /// Wake-ups may be lost; this is how often every machine is compared without one.
    private static let compareEvery: Duration = .seconds(60)
    /// How many machines are compared at a time.
    private static let comparisons = 32
    /// Nobody tells when what serves a network dies; this is how often it is looked for.
    private static let reviveNetworksEvery: Duration = .seconds(5)
    private static let pruneEvery: Duration = .seconds(3600)
    /// Disks rot in silence; a cached image is read whole to see whether it is what was fetched.
    private static let verifyEvery: Duration = .seconds(86_400)
    private static let keepUnusedImages: Duration = .seconds(86_400)

    private let services: AgentServices
    private let inventory: @Sendable (HostCapabilities) async throws -> HostInventory
    private let builds: Limiter
    private let networks: NetworkWorker
    private var workers = MachineWorkers()
    private var networkTasks: [ID<Network>: RunningTask] = [:]
    /// Nil until the hypervisor has said what it can do.
    private var capabilities: HostCapabilities?

    /// - Parameter inventory: what the host offers, given what its hypervisor can do.
    package init(
        _ services: AgentServices, inventory: @escaping @Sendable (HostCapabilities) async throws -> HostInventory
    ) {
        self.services = services
        self.inventory = inventory
        builds = Limiter(services.maximumBuilds)
        networks = NetworkWorker(services)
    }

    /// Works until cancelled. Guests keep running then.
    package func run() async throws {
        try await services.disks.bind(to: services.store.cluster.value)
        let specs = Replica<MachineSpec>(services.store, under: services.keys.specs)
        let networkSpecs = Replica<NetworkSpec>(services.store, under: services.keys.networks)
        let events = services.hypervisor.events()
        let hypervisor = services.hypervisor
        try judge(await answer { try await hypervisor.versions() })
        let capabilities = try await answer { try await hypervisor.capabilities() }
        self.capabilities = capabilities
        defer { for entry in workers.all { entry.worker.stop() } }
        defer { for task in networkTasks.values { task.cancel() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await specs.run() }
            group.addTask { try await networkSpecs.run() }
            group.addTask { try await self.follow(networkSpecs) }
            group.addTask { try await self.follow(specs, capabilities) }
            group.addTask { try await self.stayAlive(capabilities) }
            group.addTask { try await self.follow(events) }
            group.addTask { try await self.compareRegularly() }
            group.addTask { try await self.reviveNetworksRegularly() }
            group.addTask { try await self.pruneRegularly() }
            // It ends only with the agent: what goes wrong in it is logged there.
            group.addTask { try await self.verifyRegularly() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Waits for the hypervisor: nothing can be done or said without it.
    private func answer<Value: Sendable>(_ question: @Sendable () async throws -> Value) async throws -> Value {
        while true {
            do {
                return try await question()
            } catch {
                services.logger.error("the hypervisor does not say what it can do", metadata: ["error": "\(error)"])
                try await services.runtime.sleep(for: .seconds(2))
            }
        }
    }

    /// What this host would design the machine's guest from at its next start; nil until it knows what it can do. No
    /// secret is made for a TPM that has none yet: the server's id stands for its own.
    ///
    /// - Throws: `DemandConflict` where flavor and image clash.
    package func guestRequest(for machine: Machine) async throws -> GuestRequest? {
        guard let capabilities else { return nil }
        var request = try await GuestRequest(machine, resolved: machine.resolved, on: capabilities, services)
        if request.wantsTPM {
            let server = machine.identity.server
            request.tpmSecret = (try? await services.hypervisor.tpmSecret(of: server)) ?? server.value
        }
        return request
    }

    /// Before anything is done with them: what an old libvirt or QEMU makes of a definition is not known.
    private func judge(_ versions: HypervisorVersions) throws(VersionRefusal) {
        switch versions.standing {
        case .good: break
        case .aging(let text): services.logger.warning("\(text)")
        case .tooOld(let refusal): throw refusal
        }
    }

    // MARK: Specs

    private func follow(_ specs: Replica<MachineSpec>, _ capabilities: HostCapabilities) async throws {
        let host = MachineHost(services, builds: builds, networks: networks, capabilities: capabilities)
        await specs.ready()
        let (records, changes) = specs.follow()
        for try await page in Collection<MachineReport>(services.store).pages(under: services.keys.reports) {
            for report in page.map(\.value) {
                guard let record = specs.get(services.keys.spec(report.placement)) else { continue }
                workers.add(MachineWorker(record, report: report, on: host), for: record.value)
            }
        }
        for record in records where workers[record.value.placement] == nil {
            workers.add(MachineWorker(record, report: nil, on: host), for: record.value)
        }
        await compareAll()
        await reportOrphans(records.map(\.value))
        for await change in changes {
            switch change {
            case .put(let stored, _): await accept(stored, host)
            case .removed(let stored): await retire(stored.value.placement)
            }
        }
        try Task.checkCancellation()
    }

    private func accept(_ stored: Stored<MachineSpec>, _ host: MachineHost) async {
        if let worker = workers[stored.value.placement] { return await worker.accept(stored) }
        let worker = MachineWorker(stored, report: nil, on: host)
        workers.add(worker, for: stored.value)
        await worker.look()
    }

    private func retire(_ placement: ID<Placement>) async {
        await workers.remove(placement)?.retire()
    }

    /// Machines of ours without a spec are named and left alone: a lost record must never cost a guest.
    private func reportOrphans(_ specs: [MachineSpec]) async {
        let expected = Set(specs.map(\.server))
        guard let machines = try? await services.hypervisor.machines() else { return }
        let cluster = services.store.cluster.value
        for machine in machines where machine.mark?.cluster == cluster && !expected.contains(machine.uuid) {
            services.logger.warning(
                "a machine has no spec and is left alone",
                metadata: ["server": "\(machine.uuid)", "name": "\(machine.name)"])
        }
    }

    private func follow(_ specs: Replica<NetworkSpec>) async throws {
        await specs.ready()
        let (records, changes) = specs.follow()
        for record in records { await accept(record.value) }
        for await change in changes {
            if case .put(let stored, _) = change { await accept(stored.value) }
        }
        try Task.checkCancellation()
    }

    private func accept(_ spec: NetworkSpec) async {
        guard await networks.accept(spec) else { return }
        let networks = networks
        networkTasks[spec.network] = services.runtime.spawn("network \(spec.network)") {
            await networks.carryOut(spec.network)
        }
    }

    // MARK: Events

    private func follow(_ events: AsyncStream<HypervisorEvent>) async throws {
        for await event in events {
            switch event {
            case .started(let server), .stopped(let server), .undefined(let server), .rebooted(let server):
                await look(at: server)
            case .disconnected, .reconnected: await compareAll()
            }
        }
        try Task.checkCancellation()
    }

    private func look(at server: ID<Server>) async {
        for worker in workers.of(server) { await worker.look() }
    }

    /// One question to the hypervisor for all machines; where it has no answer each worker finds out for itself.
    private func compareAll() async {
        guard let machines = try? await services.hypervisor.machines() else {
            for entry in workers.all { await entry.worker.look() }
            return
        }
        let observed = Dictionary(machines.map { ($0.uuid, $0) }, uniquingKeysWith: { first, _ in first })
        // A few at a time: what each needs while it waits, all at once, is what a host of many machines runs out of. None
        // can fail: a worker keeps what goes wrong to itself, and tries again.
        await withTaskGroup(of: Void.self) { group in
            for (index, entry) in workers.all.enumerated() {
                if index >= Self.comparisons { await group.next() }
                group.addTask { await entry.worker.compare(observed[entry.server]) }
            }
        }
    }

    private func compareRegularly() async throws {
        while true {
            try await services.runtime.sleep(for: Self.compareEvery)
            await compareAll()
        }
    }

    private func reviveNetworksRegularly() async throws {
        while true {
            try await services.runtime.sleep(for: Self.reviveNetworksEvery)
            await networks.reviveAll()
        }
    }

    private func pruneRegularly() async throws {
        while true {
            try await services.runtime.sleep(for: Self.pruneEvery)
            do {
                try await services.disks.pruneCache(unusedFor: Self.keepUnusedImages)
            } catch {
                services.logger.warning("the image cache cannot be pruned", metadata: ["error": "\(error)"])
            }
        }
    }

    /// First when the host had time to see to its guests. A sleep that throws is the end of the agent.
    private func verifyRegularly() async throws {
        try await services.runtime.sleep(for: Self.pruneEvery)
        while true {
            do {
                try await services.disks.verifyCache()
            } catch {
                services.logger.warning("the image cache cannot be verified", metadata: ["error": "\(error)"])
            }
            try await services.runtime.sleep(for: Self.verifyEvery)
        }
    }

    // MARK: Signs of life

    private func stayAlive(_ capabilities: HostCapabilities) async throws {
        let offer = try await inventory(capabilities)
        while true {
            do {
                let lease = try await services.store.grantLease(lasting: Self.leaseTime)
                let alive = HostAlive(host: services.host, bootID: services.bootID, since: services.runtime.now)
                _ = try await services.store.commit(
                    try Collection.overwrite(services.keys.inventory, offer)
                        + Collection.overwrite(services.keys.alive, alive, lease: lease))
                while true {
                    try await services.runtime.sleep(for: Self.keepAliveEvery)
                    try await services.store.keepAlive(lease)
                }
            } catch let error as StoreError {
                services.logger.error("the host cannot give a sign of life", metadata: ["error": "\(error)"])
                try await services.runtime.sleep(for: .seconds(1))
            }
        }
    }
}
