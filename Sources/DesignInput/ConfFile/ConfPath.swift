/// The place of an option: `section.option`.
struct ConfPath: CustomStringConvertible {
    let section: String
    let name: String

    init(section: String, name: String) {
        self.section = section
        self.name = name
    }

    /// Nil where there is no dot.
    init?(_ text: String) {
        guard let dot = text.firstIndex(of: ".") else { return nil }
        self.init(section: String(text[..<dot]), name: String(text[text.index(after: dot)...]))
    }

    var description: String { "\(section).\(name)" }
}
