import GuestDesign
import HostLink
import Hypervisor
import InstanceMetadata
import Logging
import Model
import Runtime
import Store
import Synchronization
import Testing

@testable import Agent

@Suite("The host's own networks")
struct NetworkWorkerTests {
    /// A host's networks, of which none can be made for as long as there is a reason.
    private final class Troubled: HostNetworks {
        private let state: Mutex<(reason: HypervisorError?, tries: Int, made: [HostNetwork])>

        init(_ reason: HypervisorError?) { state = Mutex((reason, 0, [])) }

        var tries: Int { state.withLock { $0.tries } }
        var made: [HostNetwork] { state.withLock { $0.made } }
        func recover() { state.withLock { $0.reason = nil } }

        func ensure(_ network: HostNetwork) async throws(HypervisorError) {
            let reason = state.withLock { state in
                state.tries += 1
                if state.reason == nil { state.made.append(network) }
                return state.reason
            }
            if let reason { throw reason }
        }

        func revive(_ network: HostNetwork) async throws(HypervisorError) -> Bool { false }
        func remove(_ network: ID<Network>) async throws(HypervisorError) {
            state.withLock { $0.made.removeAll { $0.id == network } }
        }
        func reserve(_ reservation: DHCPReservation, on network: ID<Network>) async throws(HypervisorError) {}
        func release(mac: String, on network: ID<Network>) async throws(HypervisorError) {}
    }

    private func spec(_ generation: Int = 1, _ presence: NetworkSpec.Presence = .present) -> NetworkSpec {
        NetworkSpec(
            network: ID("n"), host: ID("host"), generation: generation, presence: presence, bridge: "vbr0",
            mtu: nil, subnets: [], owner: nil)
    }

    private func run(
        _ reason: HypervisorError?,
        _ test: @escaping @Sendable (SimulatedRuntime, Troubled, NetworkWorker) async throws -> Void
    ) throws {
        let runtime = SimulatedRuntime(seed: 1)
        try runtime.run {
            let networks = Troubled(reason)
            let services = AgentServices(
                host: ID("host"), bootID: "boot", runtime: runtime,
                store: MemoryStore(cluster: ClusterID("test"), runtime: runtime),
                hypervisor: SimulatedHypervisor(runtime: runtime), disks: SimulatedDisks(runtime: runtime),
                networks: networks, settings: HostSettings(), software: GuestSoftware(version: "1"),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await test(runtime, networks, NetworkWorker(services))
        }
    }

    @Test("Whoever waits for one that cannot be made is told why within seconds, and not at the first failure")
    func failing() throws {
        try run(.failed("no room for a bridge")) { runtime, networks, worker in
            #expect(await worker.accept(spec()))
            let work = runtime.spawn("work") { await worker.carryOut(ID("n")) }
            await #expect(throws: HypervisorError.failed("no room for a bridge")) { try await worker.ready(ID("n")) }
            #expect(networks.tries == 3 && runtime.uptime < .seconds(5))
            work.cancel()
            await work.finished()
        }
    }

    @Test("Whoever needs it when the cause is gone has it tried at once")
    func recovery() throws {
        try run(.failed("no room for a bridge")) { runtime, networks, worker in
            _ = await worker.accept(spec())
            let work = runtime.spawn("work") { await worker.carryOut(ID("n")) }
            try await runtime.sleep(for: .seconds(3600))
            let before = runtime.uptime
            networks.recover()
            try await worker.ready(ID("n"))
            #expect(runtime.uptime == before && networks.made.count == 1)
            await work.finished()
        }
    }

    @Test("What it is to be now is done, also while what it was to be cannot be")
    func newerWord() throws {
        try run(.failed("no room for a bridge")) { runtime, networks, worker in
            #expect(await worker.accept(spec()))
            let work = runtime.spawn("work") { await worker.carryOut(ID("n")) }
            try await runtime.sleep(for: .seconds(100))
            #expect(await worker.accept(spec(2, .absent)) == false)
            await work.finished()
            #expect(networks.made.isEmpty)
            networks.recover()
            #expect(await worker.accept(spec(3)))
            await worker.carryOut(ID("n"))
            #expect(networks.made.count == 1)
            #expect(await worker.accept(spec(3)) == false)
        }
    }
}
