package import GuestDesign
package import Model
package import Runtime
internal import Synchronization

/// A machine monitor without machines: it keeps definitions and states, takes the time that it is told to take, and can
/// be made to fail. For tests and measurements of everything above it.
package final class SimulatedHypervisor: Hypervisor {
    /// How long each call takes.
    package struct Latencies: Sendable {
        package var define: Duration = .milliseconds(10)
        package var start: Duration = .milliseconds(400)
        package var powerOff: Duration = .milliseconds(200)
        /// From the request until the guest is off.
        package var shutdown: Duration = .milliseconds(500)

        package init() {}

        package static var none: Self {
            var latencies = Self()
            latencies.define = .zero
            latencies.start = .zero
            latencies.powerOff = .zero
            latencies.shutdown = .zero
            return latencies
        }
    }

    private struct State {
        var machines: [ID<Server>: ObservedMachine] = [:]
        var guests: [ID<Server>: Guest] = [:]
        var listeners: [AsyncStream<HypervisorEvent>.Continuation] = []
        var isUnreachable = false
        /// Guests that do not listen to the power button.
        var deaf: Set<ID<Server>> = []
        /// Guests whose disks cannot take what they write.
        var withoutRoom: Set<ID<Server>> = []
        /// How often each was resumed.
        var resumptions: [ID<Server>: Int] = [:]
        var startCounts: [ID<Server>: Int] = [:]
        var nextFailure: HypervisorError?
        var boots = 1
        var slowness = 1
    }

    /// What was done to a machine, by a call or by the guest.
    package enum Deed: String, Sendable {
        case defined, started, askedToShutDown, poweredOff, undefined
        case haltedItself, crashed, lost, wentDownWithHost
    }

    private let runtime: any Runtime
    private let latencies: Latencies
    package let offered: HostCapabilities
    private let keepsGuests: Bool
    private let onDeed: @Sendable (Deed, ID<Server>) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - keepsGuests: whether it keeps what machines were last defined as.
    ///   - onDeed: hears of all that changes a machine.
    package init(
        runtime: any Runtime, latencies: Latencies = Latencies(), capabilities: HostCapabilities? = nil,
        keepsGuests: Bool = false,
        onDeed: @escaping @Sendable (Deed, ID<Server>) -> Void = { _, _ in }
    ) {
        self.runtime = runtime
        self.latencies = latencies
        self.keepsGuests = keepsGuests
        self.onDeed = onDeed
        offered = capabilities ?? .simulated
    }

    /// Machines that it has from before, as a monitor has that outlives who asks it.
    package func remember(_ machines: [ObservedMachine]) {
        state.withLock { state in for machine in machines { state.machines[machine.uuid] = machine } }
    }

    // MARK: What a test does to it

    /// libvirt stops or begins to answer.
    package func setReachable(_ isReachable: Bool) {
        state.withLock { $0.isUnreachable = !isReachable }
        tell(isReachable ? .reconnected : .disconnected)
    }

    /// The guest switches itself off, or dies; does nothing where it does not run.
    package func halt(_ server: ID<Server>, crashed: Bool = false) {
        let ran = state.withLock { state in
            guard state.machines[server]?.state == .running else { return false }
            state.machines[server]?.state = crashed ? .crashed : .off
            return true
        }
        guard ran else { return }
        onDeed(crashed ? .crashed : .haltedItself, server)
        tell(.stopped(server))
    }

    /// A disk of the running guest has no room, or has room again; with none, going on ends at once.
    package func setRoom(_ hasRoom: Bool, of server: ID<Server>) {
        let stalls = state.withLock { state in
            if hasRoom { state.withoutRoom.remove(server) } else { state.withoutRoom.insert(server) }
            guard !hasRoom, state.machines[server]?.state == .running else { return false }
            state.machines[server]?.state = .stalled
            return true
        }
        if stalls { tell(.stopped(server)) }
    }

    /// Somebody removes the machine behind our back.
    package func lose(_ server: ID<Server>) {
        guard state.withLock({ $0.machines.removeValue(forKey: server) }) != nil else { return }
        onDeed(.lost, server)
        tell(.undefined(server))
    }

    /// The host goes down and comes up again: definitions stay, guests are off.
    package func rebootHost() {
        let ran = state.withLock { state in
            state.boots += 1
            let ran = state.machines.values.filter { $0.state == .running }.map(\.uuid).sorted()
            for server in ran { state.machines[server]?.state = .off }
            return ran
        }
        for server in ran { onDeed(.wentDownWithHost, server) }
    }

    /// From now on each call takes so many times its time.
    package func slowDown(by factor: Int) { state.withLock { $0.slowness = factor } }

    /// Differs after every boot of the host.
    package var bootID: String { "boot-\(state.withLock { $0.boots })" }

    package func ignorePowerButton(_ server: ID<Server>) { state.withLock { _ = $0.deaf.insert(server) } }

    /// The next call that changes something fails so; nil takes it back.
    package func failNext(_ error: HypervisorError?) { state.withLock { $0.nextFailure = error } }

    /// How often that machine was started.
    package func starts(of server: ID<Server>) -> Int { state.withLock { $0.startCounts[server] ?? 0 } }

    /// How often that machine was resumed after it had stalled.
    package func resumptions(of server: ID<Server>) -> Int { state.withLock { $0.resumptions[server] ?? 0 } }

    /// What the machine is, without asking the monitor.
    package func peek(_ server: ID<Server>) -> ObservedMachine? { state.withLock { $0.machines[server] } }

    /// What the machine was last defined as, where guests are kept.
    package func guest(_ server: ID<Server>) -> Guest? { state.withLock { $0.guests[server] } }

    package func peekAll() -> [ObservedMachine] {
        state.withLock { state in state.machines.values.sorted { $0.uuid < $1.uuid } }
    }

    // MARK: Hypervisor

    /// It has no database.
    package func operatingSystem(_ name: String) async -> OperatingSystemDevices? { nil }

    package func versions() async throws(HypervisorError) -> HypervisorVersions {
        try check()
        return offered.versions
    }

    package func capabilities() async throws(HypervisorError) -> HostCapabilities {
        try check()
        return offered
    }

    package func machines() async throws(HypervisorError) -> [ObservedMachine] {
        try check()
        return state.withLock { state in state.machines.values.sorted { $0.uuid < $1.uuid } }
    }

    package func machine(_ server: ID<Server>) async throws(HypervisorError) -> ObservedMachine? {
        // As with a real monitor, others go on while it answers.
        await Task.yield()
        try check()
        return state.withLock { $0.machines[server] }
    }

    package func tpmSecret(of server: ID<Server>, orMake value: [UInt8]) async throws(HypervisorError) -> String {
        try check()
        return "tpm-\(server)"
    }

    package func tpmSecret(of server: ID<Server>) async throws(HypervisorError) -> String? { nil }

    package func define(_ guest: Guest, for mark: PlacementMark) async throws(HypervisorError) -> ResolvedGuest {
        try await take(latencies.define)
        let id = ID<Server>(guest.uuid)
        state.withLock { state in
            var machine =
                state.machines[id] ?? ObservedMachine(uuid: id, name: guest.name, state: .off, mark: mark)
            machine.mark = mark
            state.machines[id] = machine
            if keepsGuests { state.guests[id] = guest }
        }
        onDeed(.defined, id)
        return ResolvedGuest(name: guest.name, machine: guest.boot.machine ?? "pc")
    }

    package func start(_ server: ID<Server>) async throws(HypervisorError) {
        try await take(latencies.start)
        let found = state.withLock { state -> Bool? in
            guard let machine = state.machines[server] else { return nil }
            guard machine.state != .running else { return false }
            state.machines[server]?.state = .running
            state.startCounts[server, default: 0] += 1
            return true
        }
        guard let isStarted = found else { throw .noSuchMachine(server) }
        guard isStarted else { return }
        onDeed(.started, server)
        tell(.started(server))
    }

    package func resumeStalled(_ server: ID<Server>) async throws(HypervisorError) {
        try await take(.zero)
        let isStalled = state.withLock { state in
            guard state.machines[server]?.state == .stalled else { return false }
            state.resumptions[server, default: 0] += 1
            if !state.withoutRoom.contains(server) { state.machines[server]?.state = .running }
            return true
        }
        guard isStalled else { return }
        tell(.started(server))
        if peek(server)?.state == .stalled { tell(.stopped(server)) }
    }

    package func requestShutdown(_ server: ID<Server>) async throws(HypervisorError) {
        try await take(.zero)
        let started = state.withLock { state -> Int? in
            guard state.machines[server]?.state == .running, !state.deaf.contains(server) else { return nil }
            return state.startCounts[server] ?? 0
        }
        guard let started else { return }
        onDeed(.askedToShutDown, server)
        let (runtime, delay) = (runtime, latencies.shutdown)
        _ = runtime.spawn("guest shutdown") {
            try? await runtime.sleep(for: delay)
            // The button was pressed for this run of the guest, not for one that was started since.
            if self.starts(of: server) == started { self.halt(server) }
        }
    }

    package func powerOff(_ server: ID<Server>) async throws(HypervisorError) {
        guard state.withLock({ $0.machines[server].map { $0.state != .off } ?? false }) else { return try check() }
        try await take(latencies.powerOff)
        let ran = state.withLock { state in
            defer { state.machines[server]?.state = .off }
            return state.machines[server].map { $0.state != .off } ?? false
        }
        guard ran else { return }
        onDeed(.poweredOff, server)
        tell(.stopped(server))
    }

    package func undefine(_ server: ID<Server>) async throws(HypervisorError) {
        try await take(.zero)
        let isKnown = state.withLock { state in
            state.guests[server] = nil
            return state.machines.removeValue(forKey: server) != nil
        }
        guard isKnown else { return }
        onDeed(.undefined, server)
        tell(.undefined(server))
    }

    package func events() -> AsyncStream<HypervisorEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: HypervisorEvent.self)
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    // MARK: Insides

    private func check() throws(HypervisorError) {
        if state.withLock({ $0.isUnreachable }) { throw .unreachable("it was switched off") }
    }

    private func take(_ duration: Duration) async throws(HypervisorError) {
        try check()
        let time = duration * state.withLock { $0.slowness }
        if time > .zero {
            do {
                try await runtime.sleep(for: time)
            } catch {
                throw .failed("cancelled")
            }
        }
        try check()
        if let failure = state.withLock({ state in
            defer { state.nextFailure = nil }
            return state.nextFailure
        }) {
            throw failure
        }
    }

    private func tell(_ event: HypervisorEvent) {
        for listener in state.withLock({ $0.listeners }) { listener.yield(event) }
    }
}
