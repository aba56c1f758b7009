import Hypervisor
import Model
import Runtime
import Store
import TestKit

extension World {
    static let clockJumps: [Duration] = [.seconds(3600), .seconds(-3600), .seconds(86_400), .seconds(-86_400)]

    /// Lets it happen, and ends it in its time.
    func suffer(_ fault: Happening.Fault) async throws {
        let from = runtime.uptime
        ledger.add(
            Ledger.Trouble(
                kind: fault.kind, target: fault.target, round: ledger.round, from: from, to: from + fault.lasts))
        switch fault.kind.victim {
        case .controller: try await sufferController(fault)
        case .host: try await sufferHost(fault)
        case .guest: try await sufferGuest(fault)
        case .cloud: try await restoreStore(after: fault.lasts)
        case .clock: runtime.shiftWallClock(by: Self.clockJumps[fault.target])
        }
    }

    private func sufferController(_ fault: Happening.Fault) async throws {
        guard let controller = controller(fault.target), !controller.node.isDead else { return }
        let node = controller.node
        switch fault.kind {
        case .controllerDies:
            node.kill()
            try await runtime.sleep(for: fault.lasts)
            await startController(fault.target)
        case .controllerStops:
            controller.process.stop()
            try await runtime.sleep(for: fault.lasts)
            node.kill()
            await startController(fault.target)
        case .controllerHangs:
            node.hang()
            try await runtime.sleep(for: fault.lasts)
            node.goOn()
        case .controllerIsCutOff:
            node.cutOff()
            try await runtime.sleep(for: fault.lasts)
            node.reconnect()
        case .controllerLosesAnswer: node.loseNextAnswer()
        case .controllerLosesRequest: node.loseNextRequest()
        default: break
        }
    }

    private func sufferHost(_ fault: Happening.Fault) async throws {
        let host = hosts[fault.target]
        switch fault.kind {
        case .hypervisorIsSlow:
            host.hypervisor.slowDown(by: 40)
            try await runtime.sleep(for: fault.lasts)
            host.hypervisor.slowDown(by: 1)
        case .hypervisorIsSilent:
            host.hypervisor.setReachable(false)
            try await runtime.sleep(for: fault.lasts)
            host.hypervisor.setReachable(true)
        case .hypervisorFails: host.hypervisor.failNext(.failed("it was made to fail"))
        case .hypervisorRefuses: host.hypervisor.failNext(.refused("it was made to refuse"))
        case .imagesAreRefused:
            host.disks.refuseImages(.imageRefused("The image was refused."))
            try await runtime.sleep(for: fault.lasts)
            host.disks.refuseImages(nil)
        default: try await sufferAgent(fault)
        }
    }

    private func sufferAgent(_ fault: Happening.Fault) async throws {
        let node = agent(fault.target)?.node
        switch fault.kind {
        case .agentDies, .hostReboots:
            node?.kill()
            if fault.kind == .hostReboots { hosts[fault.target].hypervisor.rebootHost() }
            try await runtime.sleep(for: max(fault.lasts, TestCloud.startOfProcess))
            startAgent(fault.target)
        case .agentStops:
            agent(fault.target)?.stop()
            try await runtime.sleep(for: max(fault.lasts, TestCloud.startOfProcess))
            node?.kill()
            startAgent(fault.target)
        case .agentHangs:
            node?.hang()
            try await runtime.sleep(for: fault.lasts)
            node?.goOn()
        case .agentIsCutOff:
            node?.cutOff()
            try await runtime.sleep(for: fault.lasts)
            node?.reconnect()
        case .agentSeesOtherCluster, .agentSeesEmptyStore, .agentSeesOldStore:
            let other = try await otherStore(fault.kind)
            node?.kill()
            try await runtime.sleep(for: TestCloud.startOfProcess)
            startAgent(fault.target, over: other)
            let astray = agent(fault.target)?.node
            try await runtime.sleep(for: max(fault.lasts, TestCloud.startOfProcess))
            astray?.kill()
            startAgent(fault.target)
        case .agentLosesAnswer: node?.loseNextAnswer()
        case .agentLosesRequest: node?.loseNextRequest()
        default: break
        }
    }

    private func otherStore(_ kind: FaultKind) async throws -> MemoryStore {
        switch kind {
        case .agentSeesOldStore: try await storeAsRemembered()
        case .agentSeesEmptyStore: MemoryStore(cluster: store.cluster, runtime: runtime)
        default: MemoryStore(cluster: ClusterID("another"), runtime: runtime)
        }
    }

    private func sufferGuest(_ fault: Happening.Fault) async throws {
        guard let server = try await id(ofServer: fault.target),
            let hypervisor = hosts.map(\.hypervisor).first(where: { $0.peek(server) != nil })
        else { return }
        switch fault.kind {
        case .guestHalts: hypervisor.halt(server)
        case .guestCrashes: hypervisor.halt(server, crashed: true)
        case .guestIsLost: hypervisor.lose(server)
        case .guestGoesDeaf: hypervisor.ignorePowerButton(server)
        default: break
        }
    }
}
