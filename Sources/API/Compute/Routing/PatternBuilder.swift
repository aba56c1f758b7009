/// Reads a pattern into states, from its end to its beginning: each piece knows the state that follows it.
struct PatternBuilder {
    /// A piece of a pattern.
    private indirect enum Node {
        case empty
        case scalars(PatternScalars)
        case start
        case end
        case sequence([Node])
        case either([Node])
        /// `maximum` nil: without end.
        case repeated(Node, minimum: Int, maximum: Int?)
    }

    private let text: [Unicode.Scalar]
    private var offset = 0
    private var depth = 0
    private(set) var states: [PatternState] = []

    init(text: [Unicode.Scalar]) { self.text = text }

    /// - Returns: the state to begin with.
    mutating func build() throws(PatternError) -> Int {
        let node = try alternatives()
        guard offset == text.count else { throw PatternError(reason: "a ')' too many") }
        return try emit(node, before: try append(.found))
    }

    // MARK: Reading

    private var current: Unicode.Scalar? { offset < text.count ? text[offset] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        offset += 1
        return true
    }

    private mutating func alternatives() throws(PatternError) -> Node {
        depth += 1
        guard depth <= 32 else { throw PatternError(reason: "groups nest too deep") }
        defer { depth -= 1 }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func sequence() throws(PatternError) -> Node {
        var nodes: [Node] = []
        while let scalar = current, scalar != "|", scalar != ")" { nodes.append(try repetition()) }
        return nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func repetition() throws(PatternError) -> Node {
        var node = try atom()
        while true {
            if take("*") {
                node = .repeated(node, minimum: 0, maximum: nil)
            } else if take("+") {
                node = .repeated(node, minimum: 1, maximum: nil)
            } else if take("?") {
                node = .repeated(node, minimum: 0, maximum: 1)
            } else if take("{") {
                node = try counted(node)
            } else {
                return node
            }
        }
    }

    private mutating func counted(_ node: Node) throws(PatternError) -> Node {
        guard let minimum = number() else { throw PatternError(reason: "'{' wants a number") }
        let maximum = take(",") ? number() : minimum
        guard take("}"), minimum <= 255, maximum ?? minimum <= 255, minimum <= maximum ?? minimum else {
            throw PatternError(reason: "'{m,n}' wants m ≤ n ≤ 255")
        }
        return .repeated(node, minimum: minimum, maximum: maximum)
    }

    private mutating func number() -> Int? {
        let start = offset
        while let scalar = current, ("0"..."9").contains(scalar), offset - start < 4 { offset += 1 }
        return Int(String(String.UnicodeScalarView(text[start..<offset])))
    }

    private mutating func atom() throws(PatternError) -> Node {
        guard let scalar = current else { throw PatternError(reason: "unexpected end") }
        offset += 1
        switch scalar {
        case ".": return .scalars(.any)
        case "^": return .start
        case "$": return .end
        case "[": return .scalars(try characterClass())
        case "(":
            if take("?"), !take(":") { throw PatternError(reason: "'(?' is not supported") }
            let node = try alternatives()
            guard take(")") else { throw PatternError(reason: "a ')' is missing") }
            return node
        case "*", "+", "?", "{": throw PatternError(reason: "nothing to repeat")
        case "\\": return .scalars(try escaped())
        default: return .scalars(PatternScalars(ranges: [scalar...scalar]))
        }
    }

    private mutating func escaped() throws(PatternError) -> PatternScalars {
        guard let scalar = current else { throw PatternError(reason: "'\\' at the end") }
        offset += 1
        switch scalar {
        case "d": return PatternScalars(ranges: ["0"..."9"])
        case "w": return PatternScalars(ranges: ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"])
        case "s": return PatternScalars(ranges: [" "..." ", "\t"..."\r"])
        default: return PatternScalars(ranges: [scalar...scalar])
        }
    }

    private mutating func characterClass() throws(PatternError) -> PatternScalars {
        var scalars = PatternScalars(ranges: [], isInverted: take("^"))
        repeat {
            guard let first = current else { throw PatternError(reason: "a ']' is missing") }
            offset += 1
            if first == "\\" {
                scalars.ranges += try escaped().ranges
            } else if offset + 1 < text.count, text[offset] == "-", text[offset + 1] != "]" {
                let last = text[offset + 1]
                guard first <= last else { throw PatternError(reason: "a range runs backwards") }
                scalars.ranges.append(first...last)
                offset += 2
            } else {
                scalars.ranges.append(first...first)
            }
        } while current != "]"
        offset += 1
        return scalars
    }

    // MARK: Writing states

    private mutating func append(_ state: PatternState) throws(PatternError) -> Int {
        guard states.count < TextPattern.maximumStates else { throw PatternError(reason: "it is too large") }
        states.append(state)
        return states.count - 1
    }

    private mutating func emit(_ node: Node, before next: Int) throws(PatternError) -> Int {
        switch node {
        case .empty: return next
        case .scalars(let scalars): return try append(.take(scalars, next))
        case .start: return try append(.start(next))
        case .end: return try append(.end(next))
        case .sequence(let nodes):
            var next = next
            for node in nodes.reversed() { next = try emit(node, before: next) }
            return next
        case .either(let nodes):
            var first = try emit(nodes[nodes.count - 1], before: next)
            for node in nodes.dropLast().reversed() {
                first = try append(.split(try emit(node, before: next), first))
            }
            return first
        case .repeated(let node, let minimum, let maximum):
            return try emit(node, minimum, maximum, before: next)
        }
    }

    private mutating func emit(
        _ node: Node,
        _ minimum: Int,
        _ maximum: Int?,
        before next: Int
    ) throws(PatternError) -> Int {
        var first = next
        if let maximum {
            for _ in minimum..<maximum { first = try append(.split(try emit(node, before: first), next)) }
        } else {
            let loop = try append(.found)
            states[loop] = .split(try emit(node, before: loop), next)
            first = loop
        }
        for _ in 0..<minimum { first = try emit(node, before: first) }
        return first
    }
}
