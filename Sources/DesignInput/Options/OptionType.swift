import JSON

/// What values an option takes, by which a value is checked and the text of a configuration file read.
package enum OptionType: Hashable, Sendable {
    case flag
    case integer(ClosedRange<Int>)
    case oneOf([Int])
    /// Above 0.
    case ratio
    case text
    case choice([String])
    /// With commas between its elements.
    case list
    /// Said several times, once for each element.
    case several

    /// The JSON value that a text in a configuration file stands for.
    ///
    /// Source: oslo.config, "Option types".
    func value(of text: String, named name: String) throws(DesignInputError) -> JSONValue {
        let trimmed = text.trimmed
        switch self {
        case .flag:
            let words: [String: Bool] = [
                "true": true, "1": true, "on": true, "yes": true, "false": false, "0": false, "off": false, "no": false,
            ]
            if let flag = words[trimmed.lowercased()] { return .bool(flag) }
        case .integer, .oneOf:
            if let number = Int64(trimmed) { return .integer(number) }
        case .ratio:
            if let number = Double(trimmed), number.isFinite { return .number(number) }
        case .text, .choice: return .string(trimmed)
        case .list: return .array(trimmed.parts(by: ",").map(JSONValue.string))
        case .several: return .array(trimmed.isEmpty ? [] : [.string(trimmed)])
        }
        throw ConfValue(name: name, value: .string(trimmed)).wrong(wanted)
    }

    /// Throws for a value of another type, or out of the range.
    func check(_ value: ConfValue) throws(DesignInputError) {
        switch self {
        case .flag: _ = try value.flag()
        case .integer(let range): _ = try value.integer(in: range)
        case .oneOf(let numbers):
            guard let number = value.value.integerValue, numbers.contains(Int(number)) else {
                throw value.wrong(wanted)
            }
        case .ratio: _ = try value.ratio()
        case .text: _ = try value.text()
        case .choice(let words): _ = try value.word(of: words)
        case .list, .several: _ = try value.list()
        }
    }

    /// In words, for messages.
    private var wanted: String {
        switch self {
        case .flag: "true or false"
        case .integer(let range): Self.inWords(range)
        case .oneOf(let numbers): "one of " + numbers.map(String.init).joined(separator: ", ")
        case .ratio: "a number above 0"
        case .text: "a string"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .list, .several: "a list of strings"
        }
    }

    static func inWords(_ range: ClosedRange<Int>) -> String {
        range.upperBound == Int.max
            ? "an integer, \(range.lowerBound) or more" : "an integer from \(range.lowerBound) to \(range.upperBound)"
    }

    /// In short, for the table of options.
    var summary: String {
        switch self {
        case .flag: "boolean"
        case .integer: "integer"
        case .oneOf(let numbers): numbers.map(String.init).joined(separator: ", ")
        case .ratio: "number"
        case .text: "string"
        case .choice(let words): words.joined(separator: ", ")
        case .list, .several: "list"
        }
    }
}

extension StringProtocol {
    /// Without white space at its ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The trimmed parts that are not empty.
    func parts(by separator: Character) -> [String] {
        split(separator: separator).map(\.trimmed).filter { !$0.isEmpty }
    }
}
