import Demands
import GuestDesign
import JSON
import Model

/// The value of one setting, read as what the option takes.
struct ConfValue {
    let name: String
    let value: JSONValue

    func text() throws(DesignInputError) -> String {
        guard let text = value.stringValue else { throw wrong("a string") }
        return text
    }

    func integer(in range: ClosedRange<Int>) throws(DesignInputError) -> Int {
        guard let number = value.integerValue, range.contains(Int(number)) else {
            throw wrong(OptionType.inWords(range))
        }
        return Int(number)
    }

    /// The sizes of a ring that QEMU takes.
    func ringSize() throws(DesignInputError) -> Int {
        let size = try integer(in: 256...1024)
        guard [256, 512, 1024].contains(size) else { throw wrong("256, 512 or 1024") }
        return size
    }

    func uuid() throws(DesignInputError) -> String {
        let text = try text()
        let lengths = text.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
        guard lengths == [8, 4, 4, 4, 12], text.allSatisfy({ $0 == "-" || $0.isHexDigit }) else {
            throw wrong("a UUID")
        }
        return text
    }

    func word(of words: [String]) throws(DesignInputError) -> String {
        let text = try text()
        guard words.contains(text) else { throw wrong("one of \(words.joined(separator: ", "))") }
        return text
    }

    /// A list of `kind=mode`, the kinds of source and modes of libvirt; the last of a kind counts.
    func cacheModes() throws(DesignInputError) -> [String: String] {
        let modes = Dictionary(try pairs().map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        let known = ["default", "none", "writethrough", "writeback", "directsync", "unsafe"]
        for (kind, mode) in modes.sorted(by: { $0.key < $1.key })
        where !["file", "block", "network", "mount"].contains(kind) || !known.contains(mode) {
            throw wrong("a list of file, block, network or mount = \(known.joined(separator: ", "))")
        }
        return modes
    }

    func flag() throws(DesignInputError) -> Bool {
        guard let flag = value.boolValue else { throw wrong("true or false") }
        return flag
    }

    func ratio() throws(DesignInputError) -> Double {
        let number: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        guard let number, number > 0, number.isFinite else { throw wrong("a number above 0") }
        return number
    }

    /// Strings, or as a configuration file has lists: with commas.
    func list() throws(DesignInputError) -> [String] {
        if let text = value.stringValue { return text.parts(by: ",") }
        var texts: [String] = []
        for element in value.arrayValue ?? [.null] {
            guard let text = element.stringValue else { throw wrong("a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// A list of `key=value`; the first of a key counts.
    func map() throws(DesignInputError) -> [String: String] {
        Dictionary(try pairs().map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private func pairs() throws(DesignInputError) -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        for entry in try list() {
            let parts = entry.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard parts.count == 2 else { throw wrong("a list of key=value") }
            pairs.append((parts[0], parts[1]))
        }
        return pairs
    }

    func choice<Word: RawRepresentable & CaseIterable>() throws(DesignInputError) -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text()) else {
            throw wrong("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    func cpus() throws(DesignInputError) -> CPUSet {
        guard let set = CPUSet(try text()) else { throw wrong("processors such as 0-3,8,^2") }
        return set
    }

    /// A list of `node:0,size:2048,count:64`, or of objects of that; sizes in KiB or with a unit.
    func reservedPages() throws(DesignInputError) -> [ReservedPages] {
        let elements = value.arrayValue ?? []
        let entries =
            elements.contains { $0.members != nil } ? elements.map(Self.parts(of:)) : try list().map(Self.parts(of:))
        var result: [ReservedPages] = []
        for parts in entries {
            guard let node = parts["node"].flatMap({ Int($0) }), let count = parts["count"].flatMap({ Int($0) }),
                case .kibibytes(let size)? = parts["size"].flatMap(PageSize.init)
            else { throw wrong("a list of node:N,size:KIB,count:N") }
            result.append(ReservedPages(node: node, sizeKiB: size, count: count))
        }
        return result
    }

    /// The `key:value` of a text.
    private static func parts(of entry: String) -> [String: String] {
        var parts: [String: String] = [:]
        for part in entry.split(separator: ",") {
            let pair = part.split(separator: ":").map { $0.filter { !$0.isWhitespace } }
            if pair.count == 2 { parts[pair[0]] = pair[1] }
        }
        return parts
    }

    private static func parts(of object: JSONValue) -> [String: String] {
        Dictionary(
            (object.members ?? []).map { ($0.name, OperatorOption.text($0.value)) }, uniquingKeysWith: { $1 })
    }

    func wrong(_ expected: String) -> DesignInputError {
        let shown = value.stringValue.map { "'\($0)'" } ?? value.integerValue.map { "\($0)" } ?? value.kind
        return DesignInputError(reason: "the setting '\(name)' is \(shown), it must be \(expected)")
    }
}
