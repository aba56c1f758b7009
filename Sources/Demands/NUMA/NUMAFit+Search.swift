import Model

extension NUMAFit {
    /// One search through the ways to lay guest cells into host cells. A pair that was tried is not tried again: it
    /// does not depend on the other pairs.
    struct Search {
        private struct Pair: Hashable {
            let guest: Int
            let host: Int
        }

        let fit: NUMAFit
        let demand: NUMADemand
        let candidates: [OfferedCell]
        private(set) var reasons: [String] = []
        private var known: [Pair: NUMAPlacement.Cell?] = [:]
        /// Ways that end nowhere: from that guest cell on, with those host cells taken.
        private var deadEnds: [Int: Set<Set<Int>>] = [:]

        init(fit: NUMAFit, demand: NUMADemand, candidates: [OfferedCell]) {
            self.fit = fit
            self.demand = demand
            self.candidates = candidates
        }

        /// The first way to place the guest's cells from `index` on beside those host cells that are taken.
        mutating func first(from index: Int, taken: Set<Int>) -> [NUMAPlacement.Cell]? {
            guard index < demand.cells.count else { return [] }
            if deadEnds[index]?.contains(taken) == true { return nil }
            for cell in candidates where !taken.contains(cell.id) {
                guard let placed = placement(of: index, in: cell) else { continue }
                if let rest = first(from: index + 1, taken: taken.union([cell.id])) { return [placed] + rest }
            }
            deadEnds[index, default: []].insert(taken)
            return nil
        }

        private mutating func placement(of index: Int, in cell: OfferedCell) -> NUMAPlacement.Cell? {
            let pair = Pair(guest: index, host: cell.id)
            if let answer = known[pair] { return answer }
            // Isolated threads of the emulator run beside the guest's first cell.
            let spare = index == 0 && demand.emulatorThreads == .isolate ? 1 : 0
            do throws(NUMAMisfit) {
                let placed = try fit.place(demand.cells[index], of: demand, in: cell, spare: spare)
                known[pair] = .some(placed)
                return placed
            } catch {
                known[pair] = .some(nil)
                reasons.append("NUMA cell \(cell.id): \(error)")
                return nil
            }
        }
    }
}
