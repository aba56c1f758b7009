/// Writes XML 1.0 with two spaces for each level.
extension Element {
    var written: String {
        var output = ""
        output.reserveCapacity(8192)
        write(to: &output, indent: "")
        return output
    }

    private func write(to output: inout String, indent: String) {
        output += indent + "<" + name
        for attribute in attributes {
            output += " " + attribute.name + "=\""
            Self.escape(attribute.value, inAttribute: true, into: &output)
            output += "\""
        }
        if let text {
            output += ">"
            Self.escape(text, inAttribute: false, into: &output)
            output += "</" + name + ">\n"
        } else if children.isEmpty {
            output += "/>\n"
        } else {
            output += ">\n"
            for child in children { child.write(to: &output, indent: indent + "  ") }
            output += indent + "</" + name + ">\n"
        }
    }

    /// Whether a byte may belong to a character that is not written as it is.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == 0xEF
    }

    /// Characters that XML forbids become the replacement character; white space in attributes survives the parser's
    /// normalization only as references.
    private static func escape(_ text: String, inAttribute: Bool, into output: inout String) {
        guard text.utf8.contains(where: isSpecial) else {
            output += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"" where inAttribute: output += "&quot;"
            case "\n" where inAttribute: output += "&#10;"
            case "\t" where inAttribute: output += "&#9;"
            case "\r": output += "&#13;"
            case "\n", "\t": output.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
    }
}
