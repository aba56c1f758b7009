/// Whether a text is an IP address.
enum AddressText {
    static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (part == "0" || part.first != "0") && Int(part).map { $0 < 256 } == true
            }
    }

    /// Groups of hexadecimal digits, one run of them left out as `::`; the last two may be an IPv4 address.
    static func isIPv6(_ text: String) -> Bool {
        let halves = text.split("::")
        guard halves.count <= 2 else { return false }
        var count = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let groups = half.split(separator: ":", omittingEmptySubsequences: false)
            for (position, group) in groups.enumerated() {
                let isLast = index == halves.count - 1 && position == groups.count - 1
                if isLast, isIPv4(String(group)) {
                    count += 2
                } else if (1...4).contains(group.utf8.count), group.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
                    count += 1
                } else {
                    return false
                }
            }
        }
        return halves.count == 2 ? count < 8 : count == 8
    }
}

extension String {
    /// The parts between occurrences of a separator of two equal characters.
    fileprivate func split(_ separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let start = rest.indices.first(where: { rest[$0...].hasPrefix(separator) }) {
            parts.append(rest[..<start])
            rest = rest[rest.index(start, offsetBy: separator.count)...]
        }
        return parts + [rest]
    }
}
