/// Why a text is no pattern.
struct PatternError: Error {
    let reason: String
}
