/// One value of a JSON text, by its place in the bytes.
struct RecordToken {
    enum Kind: UInt8 {
        case null, yes, no, number, array, object
        case string
        /// One whose bytes are not its text: it has escapes.
        case escapedString
    }

    let kind: Kind
    /// What lies between the quotes of a string, or the whole of another value.
    let start: Int
    var end: Int
    /// The token after this one and all that it holds.
    var next: Int
}
