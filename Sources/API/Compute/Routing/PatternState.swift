/// A state of the automaton that a pattern becomes.
enum PatternState: Sendable {
    case take(PatternScalars, Int)
    case split(Int, Int)
    /// Passed at the text's beginning only.
    case start(Int)
    /// Passed at the text's end only.
    case end(Int)
    case found
}
