import GuestDesign
import JSON

/// The value of one setting, read as what the option takes.
struct ConfValue {
    let name: String
    let value: JSONValue

    func text() throws(DesignInputError) -> String {
        guard let text = value.stringValue else { throw wrong("a string") }
        return text
    }

    func integer() throws(DesignInputError) -> Int {
        guard let number = value.integerValue else { throw wrong("an integer") }
        return Int(number)
    }

    func flag() throws(DesignInputError) -> Bool {
        guard let flag = value.boolValue else { throw wrong("true or false") }
        return flag
    }

    func list() throws(DesignInputError) -> [String] {
        guard let elements = value.arrayValue else { throw wrong("a list of strings") }
        return elements.compactMap(\.stringValue)
    }

    /// A list of `key=value`.
    func map() throws(DesignInputError) -> [String: String] {
        var result: [String: String] = [:]
        for entry in try list() {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw wrong("a list of key=value") }
            result[parts[0]] = result[parts[0]] ?? parts[1]
        }
        return result
    }

    func choice<Word: RawRepresentable>() throws(DesignInputError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text()) else { throw wrong("one of the option's words") }
        return word
    }

    func cpus() throws(DesignInputError) -> CPUSet {
        guard let set = CPUSet(try text()) else { throw wrong("processors such as 0-3,8,^2") }
        return set
    }

    func wrong(_ expected: String) -> DesignInputError {
        DesignInputError(reason: "the setting '\(name)' is \(value.kind), it must be \(expected)")
    }
}
