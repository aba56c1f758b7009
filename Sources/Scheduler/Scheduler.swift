package import Model

/// Chooses a host: pure, one pass over all of them, reasons in a second pass only when none will do.
package struct Scheduler: Sendable {
    /// The costly ones last.
    private let filters: [HostFilter]
    private let cheap: [HostFilter]
    private let costly: [HostFilter]

    package init(filters: [HostFilter] = HostFilter.allCases) {
        cheap = filters.filter { !$0.isCostly }
        costly = filters.filter(\.isCostly)
        self.filters = cheap + costly
    }

    /// The host with the most free memory among those that pass, as Nova's default weights spread servers; `tieBreak`
    /// draws among equals so that many schedulers do not all take the same.
    ///
    /// - Throws: `NoValidHost` with the reasons.
    package func choose(
        _ request: PlacementRequest, among hosts: [HostState], tieBreak: UInt64
    ) throws(NoValidHost) -> ID<Host> {
        var best: (host: ID<Host>, free: Int, draw: UInt64)?
        // By their places: a loop over the hosts themselves would copy each.
        for place in hosts.indices {
            let free = hosts[place].capacity.memoryMiB - hosts[place].used.memoryMiB
            if let best, free < best.free { continue }
            let draw = Self.mix(tieBreak &+ UInt64(place))
            if let best, free == best.free, draw <= best.draw { continue }
            guard cheap.allSatisfy({ $0.passes(hosts[place], request) }),
                costly.allSatisfy({ $0.passes(hosts[place], request) })
            else { continue }
            best = (hosts[place].host, free, draw)
        }
        guard let best else { throw refusal(request, hosts) }
        return best.host
    }

    /// What is to be said of each host, by their names.
    package func verdicts(_ request: PlacementRequest, on hosts: [HostState]) -> [HostVerdict] {
        hosts.sorted { $0.host < $1.host }.map { host in
            let refusal = refusing(host, request).map {
                HostVerdict.Refusal(filter: $0.rawValue, reason: $0.reason(host, request))
            }
            return HostVerdict(host: host.host, refusal: refusal)
        }
    }

    /// The first filter that the host does not pass.
    private func refusing(_ host: HostState, _ request: PlacementRequest) -> HostFilter? {
        filters.first { !$0.passes(host, request) }
    }

    private func refusal(_ request: PlacementRequest, _ hosts: [HostState]) -> NoValidHost {
        var counts: [HostFilter: Int] = [:]
        var reasons: [ID<Host>: String] = [:]
        for host in hosts {
            guard let filter = refusing(host, request) else { continue }
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
