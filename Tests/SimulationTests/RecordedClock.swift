import Model
import Runtime

/// Tells when what records date by the wall clock happened on the clock that never jumps.
struct RecordedClock {
    private let wall: Timestamp
    private let uptime: Duration
    /// Where the wall clock has jumped, only the requests' own times are of use.
    private let requests: [RequestID: Duration]?

    init(_ world: World) {
        (wall, uptime) = (world.runtime.now, world.runtime.uptime)
        let hasJumped = world.ledger.troubles.contains { $0.kind == .clockJumps }
        requests =
            hasJumped
            ? Dictionary(world.ledger.requests.map { ($0.id, $0.at) }, uniquingKeysWith: { first, _ in first }) : nil
    }

    func done(_ action: InstanceAction) -> Done {
        guard let requests else {
            return Done(
                action: action, from: uptime - (wall - action.startedAt), to: uptime - (wall - action.updatedAt))
        }
        return Done(action: action, from: requests[action.request] ?? .zero, to: uptime)
    }
}
