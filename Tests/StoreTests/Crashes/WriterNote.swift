/// What a writer leaves in `last/WRITER`: which commit of its own it was, and what it did.
struct WriterNote: Equatable, CustomStringConvertible {
    enum Deed: Equatable {
        case add(Int)
        case group
        case drop
    }

    let number: Int
    let deed: Deed

    init(_ text: String) throws {
        let words = text.split(separator: " ")
        guard words.count >= 2, let number = Int(words[0]) else { throw WriterLine.unreadable(text) }
        self.number = number
        switch (words[1], words.dropFirst(2).first.flatMap { Int($0) }) {
        case ("add", let counter?): deed = .add(counter)
        case ("group", nil): deed = .group
        case ("drop", nil): deed = .drop
        default: throw WriterLine.unreadable(text)
        }
    }

    var description: String {
        switch deed {
        case .add(let counter): "\(number) add \(counter)"
        case .group: "\(number) group"
        case .drop: "\(number) drop"
        }
    }
}
