import Model

/// What shall happen in one run, made from its seed alone.
struct History: Sendable {
    let seed: UInt64
    let servers: Int
    let rounds: Int
    let roundLength: Duration
    let resumesGuests: Bool
    var happenings: [Happening]

    static let controllers = 2
    static let hosts = 3

    init(seed: UInt64) {
        var chance = SeededChance(seed)
        self.seed = seed
        servers = chance.one(of: [1, 1, 2, 3, 3, 5, 8, 12, 20, 50])
        rounds = servers > 12 ? 1 : 1 + chance.below(3)
        roundLength = chance.one(of: [.seconds(5), .seconds(20), .seconds(60), .seconds(60), .seconds(900)])
        resumesGuests = chance.below(4) == 0
        happenings = []
        let faults = chance.one(of: [1, 2, 3, 5, 8])
        for round in 0..<rounds {
            var draft: [(at: Duration, kind: Happening.Kind)] = []
            if round == 0 {
                for server in 0..<servers {
                    draft.append((chance.time(below: roundLength / 2), .create(server)))
                }
            }
            let requests = servers + chance.below(2 * servers + 3)
            for _ in 0..<requests {
                let start = time(&chance, near: draft.map(\.at))
                draft.append((start, Self.request(&chance, servers)))
            }
            let requested = draft.map(\.at)
            for _ in 0..<faults {
                let start = time(&chance, near: requested)
                draft.append((start, .fault(fault(&chance, at: start))))
            }
            draft.sort { $0.at < $1.at }
            for entry in draft {
                happenings.append(
                    Happening(number: happenings.count, round: round, at: entry.at, kind: entry.kind))
            }
        }
    }

    private static func request(_ chance: inout SeededChance, _ servers: Int) -> Happening.Kind {
        let server = chance.below(servers)
        let action: ServerAction = chance.one(of: [
            .stop, .stop, .start, .start, .start, .reboot(.soft), .reboot(.hard), .reboot(.hard), .rescue,
            .unrescue, .unrescue, .delete,
        ])
        return .act(action, server)
    }

    /// Any time of the round, or one at which something that was asked before is just being done.
    private func time(_ chance: inout SeededChance, near others: [Duration]) -> Duration {
        if others.isEmpty || chance.below(2) == 0 { return chance.time(below: roundLength) }
        return min(chance.one(of: others) + chance.time(below: .milliseconds(900)), roundLength)
    }

    private func fault(_ chance: inout SeededChance, at start: Duration) -> Happening.Fault {
        let kind = chance.one(of: FaultKind.allCases)
        let target =
            switch kind.victim {
            case .controller: chance.below(Self.controllers)
            case .host: chance.below(Self.hosts)
            case .guest: chance.below(servers)
            case .clock: chance.below(World.clockJumps.count)
            case .cloud: 0
            }
        let longest = chance.one(of: [.milliseconds(300), .seconds(3), .seconds(15), roundLength])
        let lasts = min(chance.time(below: longest), roundLength - start)
        return Happening.Fault(kind: kind, target: target, lasts: lasts)
    }

    /// The same with only some of it.
    func keeping(_ kept: [Happening]) -> History {
        var copy = self
        copy.happenings = kept
        return copy
    }
}
