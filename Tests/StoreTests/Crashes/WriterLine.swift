import Store

/// A line of the output of `Tests/StoreWriter`.
enum WriterLine {
    case open(Revision)
    case did(Int, Revision, WriterNote)
    case lost(Int)
    /// `+KEY` for a put and `-KEY` for a deletion.
    case saw(Revision, [String])

    init(_ line: Substring) throws {
        let words = line.split(separator: " ")
        func number(_ position: Int) throws -> Int64 {
            guard position < words.count, let number = Int64(words[position]) else { throw Self.unreadable(line) }
            return number
        }
        switch words.first {
        case "open": self = .open(Revision(try number(1)))
        case "did":
            let note = words.dropFirst(3).joined(separator: " ")
            self = .did(Int(try number(1)), Revision(try number(2)), try WriterNote(note))
        case "lost": self = .lost(Int(try number(1)))
        case "saw": self = .saw(Revision(try number(1)), words.dropFirst(2).map(String.init))
        default: throw Self.unreadable(line)
        }
    }

    static func unreadable(_ line: some StringProtocol) -> Unexpected { Unexpected(what: "the line '\(line)'") }
}
