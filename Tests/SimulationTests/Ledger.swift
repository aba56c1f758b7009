import Hypervisor
import Model
import Synchronization
import TestKit

/// All that was asked of the cloud, that befell it, and that was done to machines.
final class Ledger: Sendable {
    enum Answer: Sendable, Hashable {
        case awaited
        case accepted
        /// With the reason; nothing may have been recorded.
        case refused(String)
        /// The client does not know.
        case lost(String)
    }

    struct Request: Sendable {
        let id: RequestID
        let name: String
        /// nil for a creation.
        let action: ServerAction?
        let round: Int
        let at: Duration
        /// The process that it was sent to.
        let node: TestNode
        var server: ID<Server>?
        var answer = Answer.awaited
    }

    struct Deed: Sendable {
        let at: Duration
        let round: Int
        let host: ID<Host>
        let deed: SimulatedHypervisor.Deed
        let server: ID<Server>
    }

    struct Trouble: Sendable {
        let kind: FaultKind
        let target: Int
        let round: Int
        let from: Duration
        let to: Duration
    }

    /// Of servers that the store did not know when it was restored.
    struct Leftovers: Sendable {
        var machines: Set<ID<Server>> = []
        var folders: Set<ID<Server>> = []
        var macs: Set<String> = []
    }

    private struct State {
        var round = 0
        var requests: [Request] = []
        var deeds: [Deed] = []
        var troubles: [Trouble] = []
        var astray: [String] = []
        var restoredAt: Duration?
        var leftovers = Leftovers()
        var trace: [String] = []
    }

    private let state = Mutex(State())

    var round: Int { state.withLock { $0.round } }
    var requests: [Request] { state.withLock { $0.requests } }
    var deeds: [Deed] { state.withLock { $0.deeds } }
    var troubles: [Trouble] { state.withLock { $0.troubles } }
    /// All of it in words, in its order.
    var trace: [String] { state.withLock { $0.trace } }

    func begin(round: Int) { state.withLock { $0.round = round } }

    func add(_ request: Request) -> Int {
        state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
    }

    func answer(_ index: Int, _ answer: Answer, server: ID<Server>?, at time: Duration) {
        state.withLock { state in
            state.requests[index].answer = answer
            if let server { state.requests[index].server = server }
            let request = state.requests[index]
            state.trace.append("\(time) \(request.name) \(request.action?.name ?? "create"): \(answer)")
        }
    }

    func add(_ deed: SimulatedHypervisor.Deed, _ server: ID<Server>, on host: ID<Host>, at time: Duration) {
        state.withLock { state in
            state.deeds.append(Deed(at: time, round: state.round, host: host, deed: deed, server: server))
            state.trace.append("\(time) \(host) \(deed.rawValue) \(server)")
        }
    }

    func add(_ trouble: Trouble) {
        state.withLock { state in
            state.troubles.append(trouble)
            state.trace.append("\(trouble.from) \(trouble.kind.rawValue) \(trouble.target) until \(trouble.to)")
        }
    }

    /// When the store was last restored.
    var restoredAt: Duration? { state.withLock { $0.restoredAt } }
    var leftovers: Leftovers { state.withLock { $0.leftovers } }

    /// What was answered in this round is not known any more.
    func restore(_ leftovers: Leftovers, at time: Duration) {
        state.withLock { state in
            state.restoredAt = time
            state.leftovers.machines.formUnion(leftovers.machines)
            state.leftovers.folders.formUnion(leftovers.folders)
            state.leftovers.macs.formUnion(leftovers.macs)
            for index in state.requests.indices where state.requests[index].round == state.round {
                if case .accepted = state.requests[index].answer {
                    state.requests[index].answer = .lost("the store was restored")
                }
            }
            state.trace.append("\(time) the store is restored")
        }
    }

    /// An agent that resumes guests does so by what an old store says of a host's boot.
    func mayResume(_ node: TestNode, resumes: Bool) -> Bool {
        guard resumes, case .agent(let host) = node.role else { return false }
        return state.withLock { state in
            state.troubles.contains {
                $0.kind == .hostReboots && $0.round == state.round && "host-\($0.target)" == host.value
            }
        }
    }

    /// What agents did that must not do anything.
    var astray: [String] { state.withLock { $0.astray } }

    func noteAstray(_ text: String) { state.withLock { $0.astray.append(text) } }

    func note(_ text: String) { state.withLock { $0.trace.append(text) } }
}
