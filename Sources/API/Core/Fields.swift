package import JSON

/// The members of a JSON object, taken one by one; what nobody took is refused at the end.
///
/// Every refusal is a 400 that names the member, by its path, and the value.
package struct Fields {
    private let path: String
    private let values: [String: JSONValue]
    private var left: Set<String>

    package init(_ value: JSONValue, path: String) throws(APIError) {
        guard let members = value.members else {
            throw .badRequest("\(path.isEmpty ? "The body" : "'\(path)'") must be an object; it is \(value.kind).")
        }
        self.path = path
        values = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        left = Set(values.keys)
    }

    /// The names that nobody took yet.
    package var remaining: [String] { left.sorted() }

    package func has(_ name: String) -> Bool { values[name] != nil }

    /// The member as it came; nil where it is absent. JSON's null is a value here.
    package mutating func optional(_ name: String) -> JSONValue? {
        left.remove(name)
        return values[name]
    }

    package mutating func required(_ name: String) throws(APIError) -> JSONValue {
        guard let value = optional(name) else { throw .badRequest("'\(full(name))' is required, and it is missing.") }
        return value
    }

    package mutating func object(_ name: String) throws(APIError) -> Fields {
        try Fields(try required(name), path: full(name))
    }

    package mutating func optionalObject(_ name: String) throws(APIError) -> Fields? {
        guard let value = optional(name), !value.isNull else { return nil }
        return try Fields(value, path: full(name))
    }

    package mutating func objects(_ name: String, maximum: Int = 256) throws(APIError) -> [Fields]? {
        guard let value = optional(name), !value.isNull else { return nil }
        guard let elements = value.arrayValue else { throw refusal(name, value, "must be an array") }
        guard elements.count <= maximum else {
            throw .badRequest("'\(full(name))' has \(elements.count) elements; at most \(maximum) are allowed.")
        }
        var objects: [Fields] = []
        for (index, element) in elements.enumerated() {
            objects.append(try Fields(element, path: "\(full(name))[\(index)]"))
        }
        return objects
    }

    /// A text of so many characters.
    package mutating func string(_ name: String, length: ClosedRange<Int> = 1...255) throws(APIError) -> String {
        try text(name, try required(name), length)
    }

    package mutating func optionalString(_ name: String, length: ClosedRange<Int> = 0...255) throws(APIError)
        -> String?
    {
        guard let value = optional(name), !value.isNull else { return nil }
        return try text(name, value, length)
    }

    private func text(_ name: String, _ value: JSONValue, _ length: ClosedRange<Int>) throws(APIError) -> String {
        guard let text = value.stringValue else { throw refusal(name, value, "must be a string") }
        guard length.contains(text.unicodeScalars.count) else {
            throw refusal(
                name, value, "must have \(length.lowerBound) to \(length.upperBound) characters")
        }
        return text
    }

    /// A whole number, as JSON's number or as its text: clients send both.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int {
        try number(name, try required(name), range)
    }

    package mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let value = optional(name), !value.isNull else { return nil }
        return try number(name, value, range)
    }

    private func number(_ name: String, _ value: JSONValue, _ range: ClosedRange<Int>) throws(APIError) -> Int {
        let number: Int? =
            switch value {
            case .integer(let number): Int(exactly: number)
            case .string(let text): Int(text)
            default: nil
            }
        guard let number else { throw refusal(name, value, "must be an integer") }
        guard range.contains(number) else {
            throw refusal(name, value, "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    /// A truth value, as JSON's or as one of the texts that OpenStack's clients send.
    package mutating func optionalBool(_ name: String) throws(APIError) -> Bool? {
        guard let value = optional(name), !value.isNull else { return nil }
        switch value {
        case .bool(let flag): return flag
        case .string(let text):
            if let flag = Bool(openStack: text) { return flag }
            throw refusal(name, value, "must be a boolean")
        default: throw refusal(name, value, "must be a boolean")
        }
    }

    package mutating func strings(_ name: String, maximum: Int = 256) throws(APIError) -> [String]? {
        guard let value = optional(name), !value.isNull else { return nil }
        guard let elements = value.arrayValue else { throw refusal(name, value, "must be an array of strings") }
        guard elements.count <= maximum else {
            throw .badRequest("'\(full(name))' has \(elements.count) elements; at most \(maximum) are allowed.")
        }
        var texts: [String] = []
        for element in elements {
            guard let text = element.stringValue else { throw refusal(name, element, "must hold strings") }
            texts.append(text)
        }
        return texts
    }

    /// Names and values of a free-form object of texts, such as metadata.
    package mutating func textMap(
        _ name: String, maximum: Int, keyLength: ClosedRange<Int> = 1...255, valueLength: ClosedRange<Int> = 0...255
    ) throws(APIError) -> [String: String]? {
        guard let value = optional(name), !value.isNull else { return nil }
        guard let members = value.members else { throw refusal(name, value, "must be an object") }
        guard members.count <= maximum else {
            throw .badRequest("'\(full(name))' has \(members.count) members; at most \(maximum) are allowed.")
        }
        var map: [String: String] = [:]
        for member in members {
            guard keyLength.contains(member.name.unicodeScalars.count) else {
                throw .badRequest(
                    "A name in '\(full(name))' must have \(keyLength.lowerBound) to \(keyLength.upperBound) "
                        + "characters: '\(member.name.prefix(64))'.")
            }
            map[member.name] = try Fields(.object([member]), path: full(name)).text(
                member.name, member.value, valueLength)
        }
        return map
    }

    /// - Throws: 400 for members that nobody took.
    package func finish() throws(APIError) {
        guard let name = left.min() else { return }
        throw .badRequest("Additional properties are not allowed: '\(full(name))' was unexpected.")
    }

    package func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    package func refusal(_ name: String, _ value: JSONValue, _ rule: String) -> APIError {
        let shown = String(decoding: value.encoded.prefix(200), as: UTF8.self)
        return .badRequest("Invalid input for '\(full(name))': \(rule); the value is \(shown).")
    }
}

extension Bool {
    /// The texts that OpenStack's services take for truth values.
    package init?(openStack text: String) {
        switch text.lowercased() {
        case "true", "t", "on", "yes", "y", "1": self = true
        case "false", "f", "off", "no", "n", "0": self = false
        default: return nil
        }
    }
}
