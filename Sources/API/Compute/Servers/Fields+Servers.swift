internal import JSON
internal import Model

extension Fields {
    /// A name that people read: 1 to 255 printable characters, no space at either end.
    ///
    /// Source: Compute API reference, the parameter `name` of servers, flavors and keypairs.
    mutating func resourceName(_ name: String) throws(APIError) -> String {
        let text = try string(name)
        guard let first = text.first, let last = text.last, !first.isWhitespace, !last.isWhitespace else {
            throw refusal(name, .string(text), "must not begin or end with a space")
        }
        guard text.unicodeScalars.allSatisfy({ !Self.isControl($0) }) else {
            throw refusal(name, .string(text), "must have printable characters only")
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// An IP address as text; nil for null and for the empty text.
    mutating func address(_ name: String, isIPv6: Bool) throws(APIError) -> String? {
        guard let text = try optionalString(name, length: 0...45), !text.isEmpty else { return nil }
        guard isIPv6 ? AddressText.isIPv6(text) : AddressText.isIPv4(text) else {
            throw refusal(name, .string(text), "must be an IPv\(isIPv6 ? 6 : 4) address")
        }
        return text
    }

    /// `OS-DCF:diskConfig`
    mutating func diskConfig() throws(APIError) -> Server.DiskConfig? {
        guard let text = try optionalString("OS-DCF:diskConfig") else { return nil }
        guard let config = Server.DiskConfig(rawValue: text) else {
            throw refusal("OS-DCF:diskConfig", .string(text), "must be 'AUTO' or 'MANUAL'")
        }
        return config
    }

    /// A UUID; nil where the member is absent, null or empty.
    mutating func optionalUUID(_ name: String) throws(APIError) -> String? {
        guard let text = try optionalString(name), !text.isEmpty else { return nil }
        guard text.isUUID else { throw refusal(name, .string(text), "must be a UUID") }
        return text.lowercased()
    }

    /// The id at the end of a reference, which may be a URL or a number.
    mutating func reference(_ name: String) throws(APIError) -> String {
        let value = try required(name)
        let text = value.integerValue.map(String.init) ?? value.stringValue
        guard let text else { throw refusal(name, value, "must be a string") }
        guard let id = text.split(separator: "/").last, id.count <= 255 else {
            throw refusal(name, value, "must be the id of a flavor")
        }
        return String(percentDecoding: id)
    }

    /// Names and values of a server's metadata.
    mutating func metadata() throws(APIError) -> [String: String] {
        let map = try textMap("metadata", maximum: 1024) ?? [:]
        for name in map.keys { try ServerMetadata.check(name, in: full("metadata")) }
        return map
    }

    /// Labels of a server.
    mutating func tags() throws(APIError) -> [String] {
        guard let texts = try strings("tags", maximum: ServerTags.maximumCount) else { return [] }
        for text in texts { try ServerTags.check(text, in: full("tags")) }
        return texts.reduce(into: []) { tags, text in if !tags.contains(text) { tags.append(text) } }
    }
}
