/// A guest's host name from a server's name.
package enum Hostname {
    /// Letters, digits, hyphens and dots of the name, lower case, at most 63 characters.
    ///
    /// Source: Nova, `nova/utils.py`, the rule for sanitised host names.
    package static func from(_ name: String, fallback: String) -> String {
        var text = ""
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", "-", ".": text.unicodeScalars.append(scalar)
            case " ", "_": text.append("-")
            default: break
            }
        }
        let trimmed = text.drop { $0 == "-" || $0 == "." }
        var label = String(trimmed.prefix(63))
        while let last = label.last, last == "-" || last == "." { label.removeLast() }
        return label.isEmpty ? fallback : label
    }
}
