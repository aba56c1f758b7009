/// The little that is read from and written to libvirt's documents here, as text: one element and its attributes.
enum XMLText {
    /// The text as it stands between quotation marks.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\n": result += "&#10;"
            case "\r": result += "&#13;"
            case "\t": result += "&#9;"
            case "\u{0}"..<"\u{20}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Elements between `<name` and the end of each, in the document's order. Such an element has none of its own name
    /// inside.
    static func elements(_ name: String, in document: String) -> [String] {
        document.ranges(of: "<\(name)").compactMap { range in
            let rest = document[range.upperBound...]
            guard let next = rest.first, next.isWhitespace || next == ">" || next == "/",
                let tagEnd = rest.firstIndex(of: ">")
            else { return nil }
            if rest[..<tagEnd].hasSuffix("/") { return String(document[range.lowerBound...tagEnd]) }
            guard let end = rest.firstRange(of: "</\(name)>") else { return nil }
            return String(document[range.lowerBound..<end.upperBound])
        }
    }

    /// An attribute of an element's first tag.
    static func attribute(_ name: String, of element: String) -> String? {
        guard let tagEnd = element.firstIndex(of: ">") else { return nil }
        let tag = element[..<tagEnd]
        for quote in ["\"", "'"] {
            guard let start = tag.firstRange(of: " \(name)=\(quote)") else { continue }
            let value = tag[start.upperBound...]
            guard let end = value.firstRange(of: quote) else { continue }
            return unescaped(value[..<end.lowerBound])
        }
        return nil
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        var result = ""
        var rest = text
        while let start = rest.firstIndex(of: "&"), let end = rest[start...].firstIndex(of: ";") {
            result += rest[..<start]
            result += character(named: rest[rest.index(after: start)..<end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func character(named name: Substring) -> String {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
            let code = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10)
            return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "&\(name);"
        }
    }
}
