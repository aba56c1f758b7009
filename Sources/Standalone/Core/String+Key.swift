extension String {
    /// This text as one part of a key: `/` separates parts, so that it is written as `%2F`, and `%` as `%25`.
    var keyPart: String {
        guard utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else { return self }
        var text = ""
        for character in self {
            switch character {
            case "/": text += "%2F"
            case "%": text += "%25"
            default: text.append(character)
            }
        }
        return text
    }

    /// An id as Keystone writes it: a UUID without its hyphens.
    var withoutHyphens: String { String(filter { $0 != "-" }) }
}
