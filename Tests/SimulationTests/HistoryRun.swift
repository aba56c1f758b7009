import Model
import Runtime
import Store

/// One run of a history: what broke, and all that happened in words.
struct HistoryRun: Sendable {
    let broken: [String]
    let trace: [String]

    init(_ history: History) throws {
        let runtime = SimulatedRuntime(seed: history.seed)
        let ledger = Ledger()
        do {
            broken = try runtime.run {
                let world = try await World(history, runtime, ledger)
                let broken = try await Self.play(history, world)
                try await world.end()
                return broken
            }
        } catch let stalled as SimulationStalled {
            broken = ["everything waits for something that never comes, at \(stalled.at)"]
        }
        trace = ledger.trace
    }

    private static func play(_ history: History, _ world: World) async throws -> [String] {
        await world.startAll()
        try await world.runtime.sleep(for: .seconds(1))
        for round in 0..<history.rounds {
            world.ledger.begin(round: round)
            try await world.rememberStore()
            try await play(history.happenings.filter { $0.round == round }, lasting: history.roundLength, world)
            let broken = try await settle(world)
            if !broken.isEmpty { return broken.map { "after round \(round): \($0)" } }
        }
        world.ledger.begin(round: history.rounds)
        try await deleteAll(world, after: history.happenings.count)
        let broken = try await settle(world) + Inspection(world).nothingIsLeft()
        world.ledger.note("\(try await world.store.list("").value)")
        return broken.map { "after all were deleted: \($0)" }
    }

    private static func play(_ happenings: [Happening], lasting: Duration, _ world: World) async throws {
        let start = world.runtime.uptime
        let supervisor = world.runtime.spawn("supervisor") { try? await world.supervise(until: start + lasting) }
        for happening in happenings {
            try await world.runtime.sleep(for: max(.zero, start + happening.at - world.runtime.uptime))
            switch happening.kind {
            case .create, .act: try await world.request(happening)
            case .fault(let fault):
                _ = world.runtime.spawn("fault") { try? await world.suffer(fault) }
            }
        }
        try await world.runtime.sleep(for: max(.zero, start + lasting - world.runtime.uptime))
        await supervisor.finished()
    }

    /// Ends all faults, waits until nothing is being done any more, and looks at what there is.
    private static func settle(_ world: World) async throws -> [String] {
        try await world.runtime.sleep(for: .milliseconds(10))
        await world.heal()
        let hasSettled = try await world.eventually(within: .seconds(3 * 3600)) {
            let workflows = try await world.store.list("workflows/").value
            guard world.requestsAreAnswered(), workflows.isEmpty else { return false }
            return try await world.servers().allSatisfy { $0.operation == nil }
        }
        // Hosts compare every minute, and what they report is taken over then.
        try await world.runtime.sleep(for: .seconds(75))
        let inspection = try await Inspection(world)
        return hasSettled ? inspection.broken() : ["work never ends"] + inspection.broken()
    }

    private static func deleteAll(_ world: World, after number: Int) async throws {
        for (index, server) in try await world.servers().enumerated() {
            world.send(
                server.name, .delete,
                Happening(number: number + index, round: world.ledger.round, at: .zero, kind: .act(.delete, 0)),
                server.id, to: world.liveControllers[index % world.liveControllers.count])
        }
        try await world.runtime.sleep(for: .seconds(1))
    }
}
