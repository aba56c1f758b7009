/// A set of processors, written as ranges: `0-3,8,^2`; a record has it so as well.
package struct CPUSet: Codable, Hashable, Sendable, CustomStringConvertible {
    package let cpus: Set<Int>

    package init(_ cpus: some Sequence<Int>) { self.cpus = Set(cpus) }

    /// Reads the form of `[compute] cpu_shared_set`; nil where the text has another.
    package init?(_ text: String) {
        var included: Set<Int> = []
        var excluded: Set<Int> = []
        for part in text.split(separator: ",") {
            var rule = part.filter { !$0.isWhitespace }
            let isExclusion = rule.first == "^"
            if isExclusion { rule.removeFirst() }
            guard let range = Self.range(rule) else { return nil }
            if isExclusion { excluded.formUnion(range) } else { included.formUnion(range) }
        }
        cpus = included.subtracting(excluded)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let set = CPUSet(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no set of processors")
        }
        self = set
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var isEmpty: Bool { cpus.isEmpty }
    package var count: Int { cpus.count }

    package func union(_ other: CPUSet) -> CPUSet { CPUSet(cpus.union(other.cpus)) }
    package func intersection(_ other: CPUSet) -> CPUSet { CPUSet(cpus.intersection(other.cpus)) }
    package func subtracting(_ other: CPUSet) -> CPUSet { CPUSet(cpus.subtracting(other.cpus)) }
    package func isSubset(of other: CPUSet) -> Bool { cpus.isSubset(of: other.cpus) }

    /// The shortest form: runs as ranges, in order.
    package var description: String {
        var runs: [ClosedRange<Int>] = []
        for cpu in cpus.sorted() {
            if let last = runs.last, last.upperBound == cpu - 1 {
                runs[runs.count - 1] = last.lowerBound...cpu
            } else {
                runs.append(cpu...cpu)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }

    private static let highest = 4095

    private static func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
        guard first >= 0, first <= last, last <= highest else { return nil }
        return first...last
    }
}
