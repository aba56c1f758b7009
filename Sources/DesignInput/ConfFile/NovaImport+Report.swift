extension NovaImport {
    /// What was left out and why, a line for each option, and for each section that has no meaning here.
    package var report: [String] {
        let options = omissions.map { omission in
            let value = omission.value.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
            let shown = value.map { " = \($0)" } ?? " (value not shown)"
            let mark = omission.shapesGuests ? "left out, guests depend on it" : "left out"
            return "\(mark): \(omission.path)\(shown): \(omission.reason)"
        }
        let rest = sections.map { section in
            let count = section.options == 1 ? "1 option" : "\(section.options) options"
            return "left out: section [\(section.name)], \(count): \(section.reason)"
        }
        return options + rest + remarks.map { "note: \($0)" }
    }
}
