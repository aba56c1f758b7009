package import Model

/// Chooses a host: pure, one pass over all of them, reasons in a second pass only when none will do.
package struct Scheduler: Sendable {
    private let filters: [HostFilter]

    package init(filters: [HostFilter] = HostFilter.allCases) { self.filters = filters }

    /// The host with the most free memory among those that pass, as Nova's default weights spread servers; `tieBreak`
    /// draws among equals so that many schedulers do not all take the same.
    ///
    /// - Throws: `NoValidHost` with the reasons.
    package func choose(
        _ request: PlacementRequest, among hosts: some Collection<HostState>, tieBreak: UInt64
    ) throws(NoValidHost) -> ID<Host> {
        var best: HostState?
        var bestDraw: UInt64 = 0
        for (index, host) in hosts.enumerated() {
            guard filters.allSatisfy({ $0.passes(host, request) }) else { continue }
            let draw = Self.mix(tieBreak &+ UInt64(index))
            if let current = best {
                let (more, equal) = (
                    host.free.memoryMiB > current.free.memoryMiB, host.free.memoryMiB == current.free.memoryMiB
                )
                guard more || (equal && draw > bestDraw) else { continue }
            }
            (best, bestDraw) = (host, draw)
        }
        guard let best else { throw refusal(request, hosts) }
        return best.host
    }

    private func refusal(_ request: PlacementRequest, _ hosts: some Collection<HostState>) -> NoValidHost {
        var counts: [HostFilter: Int] = [:]
        var reasons: [ID<Host>: String] = [:]
        for host in hosts {
            guard let filter = filters.first(where: { !$0.passes(host, request) }) else { continue }
            counts[filter, default: 0] += 1
            reasons[host.host] = "\(filter.rawValue): \(filter.reason(host, request))"
        }
        return NoValidHost(
            considered: hosts.count,
            counts: filters.compactMap { filter in
                counts[filter].map {
                    NoValidHost.Count(filter: filter.rawValue, hosts: $0, advice: filter.advice(request))
                }
            },
            reasons: reasons)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ (value >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ (value >> 33)
    }
}
