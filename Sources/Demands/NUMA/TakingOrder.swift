import Model

/// The order in which equal cores, and the threads of one core, are taken.
///
/// Any order would do. This one is that of hash tables as Nova walks them, so that the same guest gets the same
/// processors of the same host as there, and definitions of both can be compared.
///
/// Source: CPython's `Objects/setobject.c` and `Objects/tupleobject.c` (the table's probing and growth, the hash of a
/// sequence of integers).
enum TakingOrder {
    /// Cores by the threads that are offered of each, those without any left out; `siblings` may repeat a core.
    static func cores(_ siblings: [[Int]], offered: CPUSet) -> [[Int]] {
        var distinct: [[Int]] = []
        for core in siblings.map({ threads($0.sorted()) }) where !distinct.contains(core) { distinct.append(core) }
        let offered = threads(offered.cpus.sorted())
        let tables = walk(distinct.map(hash)).map { threads(common(threads(distinct[$0]), offered)) }
        // Nova keeps a copy of each table.
        return tables.filter { !$0.isEmpty }.map(threads)
    }

    /// Those threads of a core that are free, in the order of taking.
    static func free(_ core: [Int], of free: CPUSet) -> [Int] {
        threads(common(core, threads(free.cpus.sorted())))
    }

    /// The order of whole numbers that were put into a table one after another.
    static func threads(_ cpus: [Int]) -> [Int] { walk(cpus.map { UInt64($0) }).map { cpus[$0] } }

    /// What both have, in the order of the smaller; of equals, the second.
    private static func common(_ first: [Int], _ second: [Int]) -> [Int] {
        second.count > first.count ? first.filter(second.contains) : second.filter(first.contains)
    }

    /// The positions of distinct things with those hashes in the order of a table that took them one after another.
    private static func walk(_ hashes: [UInt64]) -> [Int] {
        var table = [Int?](repeating: nil, count: 8)
        for (count, position) in hashes.indices.enumerated() {
            insert(position, into: &table, hashes)
            guard (count + 1) * 5 >= (table.count - 1) * 3 else { continue }
            let kept = table.compactMap(\.self)
            var size = 8
            while size <= (count + 1) * 4 { size *= 2 }
            table = [Int?](repeating: nil, count: size)
            for position in kept { insert(position, into: &table, hashes) }
        }
        return table.compactMap(\.self)
    }

    /// Ten neighbours are tried before the next place is computed, where the table has that many.
    private static func insert(_ position: Int, into table: inout [Int?], _ hashes: [UInt64]) {
        let mask = UInt64(table.count - 1)
        var perturbation = hashes[position]
        var place = perturbation & mask
        while true {
            let neighbours: UInt64 = place + 9 <= mask ? 9 : 0
            for index in place...place + neighbours where table[Int(index)] == nil {
                table[Int(index)] = position
                return
            }
            perturbation >>= 5
            place = (place &* 5 &+ 1 &+ perturbation) & mask
        }
    }

    private static func hash(_ core: [Int]) -> UInt64 {
        let (first, second, fifth): (UInt64, UInt64, UInt64) = (
            11_400_714_785_074_694_791, 14_029_467_366_897_019_727, 2_870_177_450_012_600_261
        )
        var sum = fifth
        for thread in core {
            sum = sum &+ UInt64(thread) &* second
            sum = (sum << 31) | (sum >> 33)
            sum = sum &* first
        }
        return sum &+ (UInt64(core.count) ^ (fifth ^ 3_527_539))
    }
}
