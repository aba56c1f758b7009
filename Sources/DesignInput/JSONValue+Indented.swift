package import JSON

extension JSONValue {
    /// The document for people to read and change: a line for each member and element.
    package var indented: String { indented(by: "") + "\n" }

    private func indented(by margin: String) -> String {
        let inner = margin + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                inner + Self.encoded(.string(member.name)) + ": " + member.value.indented(by: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
        case .array(let elements) where elements.contains { $0.members != nil || $0.arrayValue != nil }:
            let lines = elements.map { inner + $0.indented(by: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
        case .array(let elements): return "[" + elements.map(Self.encoded).joined(separator: ", ") + "]"
        default: return Self.encoded(self)
        }
    }

    private static func encoded(_ value: JSONValue) -> String { String(decoding: value.encoded, as: UTF8.self) }
}
