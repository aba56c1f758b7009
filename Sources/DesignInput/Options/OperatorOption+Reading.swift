import GuestDesign
package import JSON

extension OperatorOption {
    /// The option of that section and name; nil where there is none.
    package static func named(_ section: String, _ name: String) -> OperatorOption? { byPath["\(section).\(name)"] }

    /// What is wrong with a name that no option has.
    package static func unknown(_ section: String, _ name: String) -> DesignInputError {
        let names = all.filter { $0.section == section }.map(\.name)
        guard !names.isEmpty else {
            return DesignInputError(
                reason: "the section '\(section)' is not known; the known ones are "
                    + sections.joined(separator: ", "))
        }
        let near = names.min { $0.distance(to: name) < $1.distance(to: name) }.map { ": is '\($0)' meant?" } ?? ""
        return DesignInputError(
            reason: "the option '\(section).\(name)' is not known\(near) 'vireo config options' lists all")
    }

    /// The text of a configuration file as JSON.
    package func value(of text: String) throws(DesignInputError) -> JSONValue {
        try type.value(of: text, named: path)
    }

    /// Throws for a value of the wrong type, or one that the option does not take, or that is refused here.
    package func check(_ value: JSONValue) throws(DesignInputError) {
        let value = ConfValue(name: path, value: value)
        try type.check(value)
        switch effect {
        case .guest:
            var settings = HostSettings()
            try DesignOption.all[designName]?.set(&settings, value)
        case .service(let set):
            var options = ServiceOptions()
            try set(&options, value)
        case .only where !offers(value.value): throw refusal(of: value)
        case .only, .setting, .nothing: break
        }
    }

    /// Whether nothing is asked for that is refused here.
    func offers(_ value: JSONValue) -> Bool {
        guard let offered else { return true }
        return offered.contains { Self.isSame($0, value) }
    }

    private static func isSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
        switch (one, other) {
        case (.integer(let one), .number(let other)): Double(one) == other
        case (.array(let elements), .string(let text)): elements.isEmpty && text.parts(by: ",").isEmpty
        default: one == other
        }
    }

    func refusal(of value: ConfValue) -> DesignInputError {
        let rest = (offered ?? []).map { "'\(Self.text($0))'" }.joined(separator: " or ")
        return DesignInputError(
            reason: "the setting '\(value.name)' is '\(Self.text(value.value))', which is refused: \(note); "
                + (rest == "''" ? "leave it out" : "leave it out, or let it be \(rest)"))
    }

    /// A value as a configuration file has it.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): text
        case .array(let elements): elements.map(text).joined(separator: ",")
        case .object: "an object"
        }
    }
}

extension String {
    /// How many letters must be put in, taken out or changed to make one of the other.
    fileprivate func distance(to other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (index, letter) in enumerated() {
            var next = [index + 1]
            for column in letters.indices {
                next.append(
                    Swift.min(
                        row[column] + (letters[column] == letter ? 0 : 1), row[column + 1] + 1, next[column] + 1))
            }
            row = next
        }
        return row[letters.count]
    }
}
