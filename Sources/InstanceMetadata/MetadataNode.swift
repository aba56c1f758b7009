internal import JSON

/// A place in the EC2-compatible tree.
indirect enum MetadataNode {
    struct Entry {
        let name: String
        let node: MetadataNode
        /// How a listing shows it where that is not its name.
        var listedAs: String?
    }

    case text(String)
    case number(Int)
    /// One value a line.
    case lines([String])
    case folder([Entry])

    /// The node at that path below this one.
    func find(_ path: some Collection<String>) -> MetadataNode? {
        guard let name = path.first else { return self }
        guard case .folder(let entries) = self else { return nil }
        return entries.first { $0.name == name }?.node.find(path.dropFirst())
    }

    /// What HTTP answers: a value, or a folder's names in order, folders with a slash behind.
    var rendered: String {
        switch self {
        case .text(let text): text
        case .number(let value): String(value)
        case .lines(let lines): lines.joined(separator: "\n")
        case .folder(let entries):
            entries.sorted { $0.name < $1.name }.map(\.listing).joined(separator: "\n")
        }
    }

    /// What a config drive holds.
    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let value): JSONValue(value)
        case .lines(let lines): .array(lines.map(JSONValue.string))
        case .folder(let entries): .object(entries.map { JSONValue.Member($0.name, $0.node.json) })
        }
    }
}

extension MetadataNode.Entry {
    var listing: String {
        if let listedAs { return listedAs }
        if case .folder = node { return name + "/" }
        return name
    }
}
