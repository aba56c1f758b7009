import Model

extension NUMAFit {
    /// Host processors for a guest's dedicated ones, and for the emulator's threads.
    struct Cores {
        var pins: [Int]
        var spare: CPUSet
    }

    /// Takes whole cores before parts of cores, or one thread of each, as the policy says.
    ///
    /// Source: Nova's administrator guide, "CPU topologies", section on thread pinning policies.
    func cores(
        for count: Int, _ policy: CPUThreadPolicy?, in cell: OfferedCell, spare: Int
    ) throws(NUMAMisfit) -> Cores {
        let free = freeDedicated(cell)
        guard count + spare <= free.count else {
            throw NUMAMisfit(["\(count + spare) dedicated processors are wanted, \(free.count) are free"])
        }
        let cores = cell.cores.map { TakingOrder.free($0, of: free) }
        let found =
            switch policy {
            case .isolate: isolated(count, cores, in: cell, spare: spare)
            case .require: packed(count, cores, from: 2, in: cell, spare: spare)
            case .prefer, nil:
                packed(count, cores, from: 1, in: cell, spare: spare) ?? scattered(count, cores, spare: spare)
            }
        guard let found else {
            throw NUMAMisfit([
                "\(count) dedicated processors with the thread policy \(policy?.rawValue ?? "prefer") are wanted, of "
                    + "\(free.count) free ones"
            ])
        }
        return found
    }

    /// One thread of each core that is all free. Where the operator told shared from dedicated processors, and cores
    /// have threads, the host shall not give it: other guests could get the other threads.
    private func isolated(_ count: Int, _ cores: [[Int]], in cell: OfferedCell, spare: Int) -> Cores? {
        let threads = cell.threadsPerCore
        guard threads == 1 || cell.shared == cell.dedicated else { return nil }
        let whole = cores.filter { $0.count >= threads }
        guard whole.count >= count, !whole.isEmpty else { return nil }
        let pins = whole.prefix(count).compactMap(\.first)
        let others = cores.filter { Set($0).isDisjoint(with: pins) }
        return complete(pins, others.flatMap(\.self), spare: spare)
    }

    /// The most threads of each core first, at least `fewest`.
    private func packed(_ count: Int, _ cores: [[Int]], from fewest: Int, in cell: OfferedCell, spare: Int) -> Cores? {
        let most = cores.map(\.count).max() ?? 0
        guard fewest == 1 || cell.threadsPerCore > 1, most >= fewest else { return nil }
        for threads in stride(from: most, through: fewest, by: -1) {
            let usable = cores.filter { $0.count >= threads }
            guard threads * usable.count >= count else { continue }
            let pins = Array(usable.flatMap { $0.prefix(threads) }.prefix(count))
            let others = cores.flatMap(\.self).filter { !pins.contains($0) }
            if let found = complete(pins, others, spare: spare) { return found }
        }
        return nil
    }

    /// Any threads that are free.
    private func scattered(_ count: Int, _ cores: [[Int]], spare: Int) -> Cores? {
        let threads = cores.flatMap(\.self)
        guard threads.count >= count else { return nil }
        return complete(Array(threads.prefix(count)), Array(threads.dropFirst(count)), spare: spare)
    }

    private func complete(_ pins: [Int], _ others: [Int], spare: Int) -> Cores? {
        others.count >= spare ? Cores(pins: pins, spare: CPUSet(others.prefix(spare))) : nil
    }
}
