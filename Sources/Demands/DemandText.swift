/// How values that arrive as text are read.
enum DemandText {
    /// A boolean by any of the words that Nova's own reading takes.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased().filter({ !$0.isWhitespace }) {
        case "1", "t", "true", "on", "y", "yes": true
        case "0", "f", "false", "off", "n", "no": false
        default: nil
        }
    }
}
