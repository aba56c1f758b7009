/// A configuration file of an OpenStack service, read as oslo.config reads it.
///
/// Sections in brackets; `option = value` or `option: value`; lines that begin with white space go on with the value
/// before them; `#` and `;` begin a comment at a line's first column only; a value in quotes loses them.
///
/// Source: oslo.config's documentation, "Configuration files", and what its reader accepts.
package struct ConfFile: Sendable {
    /// One value that the file gives.
    package struct Entry: Hashable, Sendable {
        package let section: String
        package let name: String
        /// The lines of a longer value are parted by newlines.
        package let value: String
        /// From 1.
        package let line: Int
    }

    /// A line that is nothing of all that; the service that the file is for would not start with it.
    package struct Fault: Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let reason: String

        package var description: String { "line \(line): \(reason)" }
    }

    package private(set) var entries: [Entry] = []
    package private(set) var faults: [Fault] = []

    private var section = "DEFAULT"
    private var pending: (name: String, lines: [String], line: Int)?

    /// Reads any bytes; what is wrong is a fault, and the rest is read all the same.
    package init(_ bytes: [UInt8]) {
        for (index, line) in Self.lines(bytes).enumerated() { read(line, index + 1) }
        close()
    }

    /// Ended by a newline, a carriage return, or both together, as Python's reader has it.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
            let isSecondHalf = byte == 0x0A && index > 0 && bytes[index - 1] == 0x0D
            if !isSecondHalf { lines.append(bytes[start..<index]) }
            start = index + 1
        }
        return lines + [bytes[start...]]
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, _ number: Int) {
        let isComment = bytes.first == UInt8(ascii: "#") || bytes.first == UInt8(ascii: ";")
        guard isComment || String(validating: bytes, as: UTF8.self) != nil else {
            close()
            return fail(number, "it is not UTF-8")
        }
        let line = String(decoding: bytes, as: UTF8.self)
        let text = line.trimmed
        guard !text.isEmpty else { return close() }
        if line.first == " " || line.first == "\t" {
            if pending == nil { return fail(number, "it goes on with a value, and none is before it") }
            pending?.lines.append(text)
            return
        }
        close()
        switch text.first {
        case "#", ";": break
        case "[": beginSection(text, number)
        default: beginValue(text, number)
        }
    }

    private mutating func beginSection(_ text: String, _ number: Int) {
        guard text.last == "]", text.count > 2 else {
            section = ""
            return fail(number, "a section's name must stand in brackets")
        }
        let name = text.dropFirst().dropLast()
        // Names of sections are the same whatever their case, but for the first.
        section = name == "DEFAULT" ? "DEFAULT" : name.lowercased()
    }

    private mutating func beginValue(_ text: String, _ number: Int) {
        guard let mark = text.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            return fail(number, "it has no '=' after an option's name")
        }
        let name = text[..<mark].trimmed
        guard !name.isEmpty else { return fail(number, "no option's name is before the '\(text[mark])'") }
        pending = (name, [Self.unquoted(text[text.index(after: mark)...].trimmed)], number)
    }

    private static func unquoted(_ value: String) -> String {
        guard let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote else {
            return value
        }
        return String(value.dropFirst().dropLast())
    }

    private mutating func close() {
        if let pending {
            entries.append(
                Entry(
                    section: section, name: pending.name, value: pending.lines.joined(separator: "\n"),
                    line: pending.line))
        }
        pending = nil
    }

    private mutating func fail(_ line: Int, _ reason: String) { faults.append(Fault(line: line, reason: reason)) }
}
