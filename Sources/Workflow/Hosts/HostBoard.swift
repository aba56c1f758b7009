internal import HostLink
internal import Model
internal import Scheduler
internal import Store
internal import Synchronization

/// The hosts as the scheduler sees them, kept from one look to the next: a look costs what has changed since the last.
final class HostBoard: Sendable {
    private struct State {
        var board: [HostState] = []
        var places: [ID<Host>: Int] = [:]
        /// The editions of the replicas that the board is of.
        var seen: [Int] = []
    }

    private let state = Mutex(State())

    /// - Parameter read: what is known of one host now; nil where it is none, or none any more.
    func states(_ replicas: Replicas, _ read: (ID<Host>) -> HostState?) -> [HostState] {
        state.withLock { state in
            // Before the hosts are read: what changes meanwhile is looked at once more the next time.
            let (seen, changed) = Self.changes(in: replicas, since: state.seen)
            state.seen = seen
            guard let changed, Self.update(&state, changed, read) else {
                let hosts = replicas.inventories.all().map(\.value.host)
                state.board = hosts.compactMap(read)
                state.places = Dictionary(
                    uniqueKeysWithValues: state.board.enumerated().map { ($0.element.host, $0.offset) })
                return state.board
            }
            return state.board
        }
    }

    /// - Returns: false where a host came or went, so that places changed.
    private static func update(
        _ state: inout State, _ changed: Set<ID<Host>>, _ read: (ID<Host>) -> HostState?
    ) -> Bool {
        for host in changed {
            switch (state.places[host], read(host)) {
            case (let place?, let now?): state.board[place] = now
            case (nil, nil): break
            case (nil, _?), (_?, nil): return false
            }
        }
        return true
    }

    /// The editions of now, and which hosts changed; nil where all are to be looked at.
    private static func changes(in replicas: Replicas, since seen: [Int]) -> ([Int], Set<ID<Host>>?) {
        let old = seen.isEmpty ? [-1, -1, -1, -1] : seen
        let news = [
            replicas.inventories.read { ($0.edition, $0.changed(after: old[0])) },
            replicas.alive.read { ($0.edition, $0.changed(after: old[1])) },
            replicas.claims.read { ($0.edition, $0.changed(after: old[2])) },
            replicas.services.read { ($0.edition, $0.changed(after: old[3])) },
        ]
        let keys = news.compactMap(\.1)
        guard keys.count == news.count else { return (news.map(\.0), nil) }
        // A host's records lie below its name, or have it for their key.
        let hosts = keys.reduce(into: Set<ID<Host>>()) { hosts, keys in
            for key in keys { hosts.insert(ID(String(key.prefix { $0 != "/" }))) }
        }
        return (news.map(\.0), hosts)
    }
}
