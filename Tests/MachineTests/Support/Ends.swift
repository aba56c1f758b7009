import Foundation
import Testing

/// What must come of a request when something dies while the service stands still at a fail point: `Ends.txt`.
struct Ends {
    enum End: String {
        /// What was asked for.
        case done
        /// What was asked for; then the guest is seen to be off, because it has died after its start.
        case off
        case error
    }

    private struct Place: Hashable {
        let request: String
        let point: String
    }

    /// By victims; a victim that does not live there has no end.
    private let table: [Place: [Victim: End]]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Ends.txt")
        var table: [Place: [Victim: End]] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            try #require(words.count == 2 + Victim.allCases.count, "\(line)")
            var ends: [Victim: End] = [:]
            for (victim, word) in zip(Victim.allCases, words.dropFirst(2)) where word != "-" {
                ends[victim] = try #require(End(rawValue: word) as End?, "\(line)")
            }
            table[Place(request: words[0], point: words[1])] = ends
        }
        self.table = table
    }

    /// - Returns: nil where the table does not know of the point.
    subscript(passing: FailPointTrace.Passing) -> [Victim: End]? {
        table[Place(request: passing.request, point: passing.name)]
    }
}
