package import Hummingbird

/// The parameters of a request's query, taken one by one.
package struct Query {
    private let values: [String: [String]]
    private var left: Set<String>

    package init(_ request: Request) {
        var values: [String: [String]] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(percentDecoding: parts[0], plusIsSpace: true)
            let value = parts.count > 1 ? String(percentDecoding: parts[1], plusIsSpace: true) : ""
            values[name, default: []].append(value)
        }
        self.values = values
        left = Set(values.keys)
    }

    package var remaining: [String] { left.sorted() }

    package mutating func all(_ name: String) -> [String] {
        left.remove(name)
        return values[name] ?? []
    }

    package func has(_ name: String) -> Bool { values[name] != nil }

    /// The values, without taking the parameter.
    package func values(_ name: String) -> [String] { values[name] ?? [] }

    package mutating func last(_ name: String) -> String? { all(name).last }

    /// - Throws: 400 for what is not a whole number in the range.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let text = last(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest(
                "Invalid input for query parameter '\(name)': must be an integer between \(range.lowerBound) and "
                    + "\(range.upperBound); the value is '\(text.prefix(64))'.")
        }
        return number
    }

    /// - Throws: 400 for what is not a truth value.
    package mutating func bool(_ name: String) throws(APIError) -> Bool? {
        guard let text = last(name) else { return nil }
        guard let flag = Bool(openStack: text) else {
            throw .badRequest(
                "Invalid input for query parameter '\(name)': must be a boolean; the value is '\(text.prefix(64))'.")
        }
        return flag
    }

    /// - Throws: 400 for parameters that nobody took.
    package func finish() throws(APIError) {
        guard let name = left.min() else { return }
        throw .badRequest("Additional properties are not allowed: query parameter '\(name.prefix(64))' was unexpected.")
    }
}
