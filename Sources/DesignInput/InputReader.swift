import JSON

/// Reads the members of one written request.
struct InputReader {
    let document: JSONValue

    /// Nothing that is counted here is more.
    static let largest: Int64 = 1 << 40

    init(_ document: JSONValue) { self.document = document }

    func text(_ value: JSONValue, _ name: String) throws(DesignInputError) -> String {
        guard let text = value[name]?.stringValue else { throw wrong(name, value[name], "a string") }
        return text
    }

    func integer(_ value: JSONValue, _ name: String) throws(DesignInputError) -> Int {
        guard let number = value[name]?.integerValue, (0...Self.largest).contains(number) else {
            throw wrong(name, value[name], "an integer from 0 to \(Self.largest)")
        }
        return Int(number)
    }

    func object(_ name: String) throws(DesignInputError) -> JSONValue {
        guard let value = document[name], value.members != nil else { throw wrong(name, document[name], "an object") }
        return value
    }

    func list(_ name: String) -> [JSONValue] { document[name]?.arrayValue ?? [] }

    /// Text, numbers and booleans as text; deeper things are left out.
    func texts(_ value: JSONValue?) -> [String: String] {
        var result: [String: String] = [:]
        for member in value?.members ?? [] {
            switch member.value {
            case .string(let text): result[member.name] = text
            case .bool(let flag): result[member.name] = flag ? "true" : "false"
            case .integer(let number): result[member.name] = String(number)
            case .number(let number): result[member.name] = String(number)
            case .null, .array, .object: break
            }
        }
        return result
    }

    func wrong(_ name: String, _ value: JSONValue?, _ expected: String) -> DesignInputError {
        DesignInputError(reason: "'\(name)' is \(value?.kind ?? "missing"), it must be \(expected)")
    }
}
