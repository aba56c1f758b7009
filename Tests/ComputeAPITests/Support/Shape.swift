import JSON

/// Compares a document with a sample by member names, kinds of values and nesting; the values themselves may differ.
struct Shape {
    /// Objects whose member names are data.
    private static let freeForm: Set<String> = ["metadata", "extra_specs", "addresses", "meta", "hosts"]

    private(set) var differences: [String] = []

    init(_ document: JSONValue, is sample: JSONValue) {
        compare(document, sample, at: "", name: "")
    }

    private mutating func compare(_ document: JSONValue, _ sample: JSONValue, at path: String, name: String) {
        switch (document, sample) {
        case (.null, _), (_, .null): return
        case (.object(let members), .object(let others)):
            compareMembers(members, others, at: path, isFree: Self.freeForm.contains(name))
        case (.array(let elements), .array(let others)):
            guard !others.isEmpty else { return }
            for (index, element) in elements.enumerated() {
                compare(element, others[min(index, others.count - 1)], at: "\(path)[\(index)]", name: "")
            }
        case (.string, .string), (.bool, .bool), (.integer, .integer), (.number, .number), (.integer, .number),
            (.number, .integer):
            return
        default: differences.append("\(path): \(document.kind) instead of \(sample.kind)")
        }
    }

    private mutating func compareMembers(
        _ members: [JSONValue.Member],
        _ others: [JSONValue.Member],
        at path: String,
        isFree: Bool
    ) {
        if isFree {
            guard let other = others.first else { return }
            for member in members { compare(member.value, other.value, at: "\(path).\(member.name)", name: "") }
            return
        }
        let (names, expected) = (Set(members.map(\.name)), Set(others.map(\.name)))
        for name in expected.subtracting(names).sorted() { differences.append("\(path).\(name) is missing") }
        for name in names.subtracting(expected).sorted() { differences.append("\(path).\(name) is unexpected") }
        for member in members {
            guard let other = others.first(where: { $0.name == member.name }) else { continue }
            compare(member.value, other.value, at: "\(path).\(member.name)", name: member.name)
        }
    }
}
