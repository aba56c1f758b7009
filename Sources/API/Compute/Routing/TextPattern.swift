/// A regular expression over texts, as clients send one to filter by name.
///
/// It takes time that grows with pattern × text, whatever the pattern: a tenant's expression cannot hold the service up,
/// which backtracking engines permit. Literals, `.`, classes, `*`, `+`, `?`, `{m,n}`, `|`, groups, `^`, `$`; letters of
/// either case are the same, as where Nova's database is MySQL.
struct TextPattern: Sendable {
    static let maximumStates = 4000

    private let states: [PatternState]
    private let start: Int

    /// - Throws: `PatternError` for what is no such expression, or is too large.
    init(_ text: String) throws(PatternError) {
        var builder = PatternBuilder(text: Array(text.lowercased().unicodeScalars))
        start = try builder.build()
        states = builder.states
    }

    /// Whether the pattern is found anywhere in the text.
    func matches(_ text: String) -> Bool {
        let scalars = Array(text.lowercased().unicodeScalars)
        var current = Set<Int>()
        for position in 0...scalars.count {
            if add(start, to: &current, atStart: position == 0, atEnd: position == scalars.count) { return true }
            guard position < scalars.count else { break }
            var next = Set<Int>()
            for index in current {
                guard case .take(let scalars_, let following) = states[index], scalars_.holds(scalars[position])
                else { continue }
                let isLast = position + 1 == scalars.count
                if add(following, to: &next, atStart: false, atEnd: isLast) { return true }
            }
            current = next
        }
        return false
    }

    /// Adds a state with all that is reached from it without taking a character; true where the end is among them.
    private func add(_ index: Int, to set: inout Set<Int>, atStart: Bool, atEnd: Bool) -> Bool {
        var pending = [index]
        while let index = pending.popLast() {
            guard set.insert(index).inserted else { continue }
            switch states[index] {
            case .take: break
            case .split(let first, let second): pending += [first, second]
            case .start(let following): if atStart { pending.append(following) }
            case .end(let following): if atEnd { pending.append(following) }
            case .found: return true
            }
        }
        return false
    }
}
