package import GuestDesign
package import Hypervisor
package import Model
internal import Runtime
internal import Synchronization

/// The machine monitor as one agent reaches it: what was asked is done, whether the agent lives to hear of it or not.
package struct NodeHypervisor: Hypervisor {
    private let base: SimulatedHypervisor
    private let runtime: SimulatedRuntime
    private let node: TestNode

    init(_ base: SimulatedHypervisor, _ runtime: SimulatedRuntime, _ node: TestNode) {
        self.base = base
        self.runtime = runtime
        self.node = node
    }

    package func versions() async throws(HypervisorError) -> HypervisorVersions {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.versions() }
    }

    package func capabilities() async throws(HypervisorError) -> HostCapabilities {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.capabilities() }
    }

    package func operatingSystem(_ name: String) async -> OperatingSystemDevices? { await base.operatingSystem(name) }

    package func machines() async throws(HypervisorError) -> [ObservedMachine] {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.machines() }
    }

    package func machine(_ server: ID<Server>) async throws(HypervisorError) -> ObservedMachine? {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.machine(server) }
    }

    package func tpmSecret(of server: ID<Server>) async throws(HypervisorError) -> String? {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.tpmSecret(of: server) }
    }

    package func tpmSecret(of server: ID<Server>, orMake value: [UInt8]) async throws(HypervisorError) -> String {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.tpmSecret(of: server, orMake: value) }
    }

    package func define(_ guest: Guest, for mark: PlacementMark) async throws(HypervisorError) -> ResolvedGuest {
        let base = base
        return try await call { () throws(HypervisorError) in try await base.define(guest, for: mark) }
    }

    package func start(_ server: ID<Server>) async throws(HypervisorError) {
        let base = base
        try await call { () throws(HypervisorError) in try await base.start(server) }
    }

    package func resumeStalled(_ server: ID<Server>) async throws(HypervisorError) {
        let base = base
        try await call { () throws(HypervisorError) in try await base.resumeStalled(server) }
    }

    package func requestShutdown(_ server: ID<Server>) async throws(HypervisorError) {
        let base = base
        try await call { () throws(HypervisorError) in try await base.requestShutdown(server) }
    }

    package func powerOff(_ server: ID<Server>) async throws(HypervisorError) {
        let base = base
        try await call { () throws(HypervisorError) in try await base.powerOff(server) }
    }

    package func undefine(_ server: ID<Server>) async throws(HypervisorError) {
        let base = base
        try await call { () throws(HypervisorError) in try await base.undefine(server) }
    }

    package func events() -> AsyncStream<HypervisorEvent> { base.events() }

    private func call<Answer: Sendable>(
        _ work: @escaping @Sendable () async throws(HypervisorError) -> Answer
    ) async throws(HypervisorError) -> Answer {
        try await reach()
        let answer = HypervisorAnswer<Answer>()
        await runtime.spawn("hypervisor call") {
            do throws(HypervisorError) {
                answer.set(.success(try await work()))
            } catch {
                answer.set(.failure(error))
            }
        }.finished()
        try await reach()
        return try answer.result.get()
    }

    private func reach() async throws(HypervisorError) {
        await node.untilItGoesOn()
        if node.isDead { throw .unreachable("the process is dead") }
    }
}

private final class HypervisorAnswer<Answer: Sendable>: Sendable {
    private let state = Mutex<Result<Answer, HypervisorError>>(.failure(.failed("the call did not end")))

    var result: Result<Answer, HypervisorError> { state.withLock { $0 } }

    func set(_ result: Result<Answer, HypervisorError>) { state.withLock { $0 = result } }
}
