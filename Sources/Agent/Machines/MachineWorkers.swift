internal import HostLink
internal import Model

/// A host's workers, one for each placement; found by the server too, of which events speak.
struct MachineWorkers {
    typealias Entry = (worker: MachineWorker, server: ID<Server>)

    private var entries: [ID<Placement>: Entry] = [:]
    private var placements: [ID<Server>: [ID<Placement>]] = [:]

    /// In the order of their placements, so that the same history goes the same way again.
    var all: [Entry] { entries.sorted { $0.key < $1.key }.map(\.value) }

    subscript(_ placement: ID<Placement>) -> MachineWorker? { entries[placement]?.worker }

    func of(_ server: ID<Server>) -> [MachineWorker] {
        (placements[server] ?? []).compactMap { entries[$0]?.worker }
    }

    mutating func add(_ worker: MachineWorker, for spec: MachineSpec) {
        entries[spec.placement] = (worker, spec.server)
        placements[spec.server, default: []].append(spec.placement)
    }

    mutating func remove(_ placement: ID<Placement>) -> MachineWorker? {
        guard let entry = entries.removeValue(forKey: placement) else { return nil }
        placements[entry.server]?.removeAll { $0 == placement }
        if placements[entry.server]?.isEmpty == true { placements[entry.server] = nil }
        return entry.worker
    }
}
