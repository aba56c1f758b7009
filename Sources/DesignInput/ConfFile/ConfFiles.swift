/// Several configuration files as one: a later file's value counts, but an option that may be said several times has
/// the values of all.
///
/// Source: oslo.config's documentation, "Configuration files" and "Option substitution".
package struct ConfFiles: Sendable {
    /// An option with all its values, in their order.
    struct Given: Hashable, Sendable {
        let section: String
        let name: String
        var values: [String]

        var path: String { "\(section).\(name)" }
    }

    /// In the order of their first mention.
    let given: [Given]

    /// - Parameter names: older names with those that stand for them now, as `section.option`.
    package init(_ files: [ConfFile], renaming names: [String: String] = [:]) {
        var given: [Given] = []
        var places: [String: Int] = [:]
        for entry in files.flatMap(\.entries) {
            var path = ConfPath(section: entry.section, name: entry.name)
            if let newer = names[path.description].flatMap(ConfPath.init) { path = newer }
            if let place = places[path.description] {
                given[place].values.append(entry.value)
            } else {
                places[path.description] = given.count
                given.append(Given(section: path.section, name: path.name, values: [entry.value]))
            }
        }
        self.given = given
        self.places = places
    }

    private let places: [String: Int]

    /// The value that counts; nil where none is given.
    func value(_ section: String, _ name: String) -> String? {
        places["\(section).\(name)"].flatMap { given[$0].values.last }
    }

    /// A value with what `$name` and `${name}` in it stand for; `$$` is a dollar.
    func substituted(_ value: String, in section: String) throws(ConfReferenceError) -> String {
        var left = Self.mostReferences
        return try substituted(value, in: section, left: &left)
    }

    /// What refers to itself would never end.
    private static let mostReferences = 256

    private func substituted(
        _ value: String, in section: String, left: inout Int
    ) throws(ConfReferenceError) -> String {
        var result = ""
        var rest = Substring(value)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if let name = Self.takeName(from: &rest) {
                guard left > 0, result.utf8.count < 1 << 16 else { throw ConfReferenceError(name: name) }
                left -= 1
                result += try meaning(of: name, in: section, left: &left)
            } else {
                result += "$"
            }
        }
        return result + rest
    }

    private func meaning(of name: String, in section: String, left: inout Int) throws(ConfReferenceError) -> String {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let places = parts.count == 2 ? [(parts[0], parts[1])] : [(section, name), ("DEFAULT", name)]
        for (place, name) in places {
            if let value = value(place, name) { return try substituted(value, in: place, left: &left) }
        }
        guard let standard = Self.standards[name] else { throw ConfReferenceError(name: name) }
        return try substituted(standard, in: "DEFAULT", left: &left)
    }

    /// Nova's defaults of what others refer to; `state_path` as distributions set it.
    private static let standards = ["state_path": "/var/lib/nova", "instances_path": "$state_path/instances"]

    private static func takeName(from rest: inout Substring) -> String? {
        let isBraced = rest.first == "{"
        let text = isBraced ? rest.dropFirst() : rest
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || (isBraced && $0 == ".")) }
        guard let first = name.first, !first.isNumber else { return nil }
        let after = text[name.endIndex...]
        if isBraced {
            guard after.first == "}" else { return nil }
            rest = after.dropFirst()
        } else {
            rest = after
        }
        return String(name)
    }
}
