/// All options as a table: what each is, and what it does here or why it does not.
package enum OptionTable {
    /// For a terminal.
    package static var text: String {
        let rows = OperatorOption.all.sorted { first, second in
            Self.place(first) == Self.place(second) ? first.name < second.name : Self.place(first) < Self.place(second)
        }
        let lines = rows.map { option in
            [option.path, option.type.summary, option.standard, option.statusText, option.note]
        }
        let widths = (0..<4).map { column in lines.map { min($0[column].count, 44) }.max() ?? 0 }
        return (["option", "type", "default", "status", "what it does here, or why not"].asRow(widths) + "\n")
            + lines.map { $0.asRow(widths) + "\n" }.joined()
    }

    private static func place(_ option: OperatorOption) -> Int {
        OperatorOption.sections.firstIndex(of: option.section) ?? 0
    }

    /// For `docs/Options.md`.
    package static var markdown: String {
        let options = OperatorOption.all
        let counts = OperatorOption.Status.allCases.map { status in
            "\(options.count { $0.status == status }) \(status.rawValue)"
        }
        let head = """
            # Options of Nova's

            What `vireo serve` does with Nova's options in its settings file, where they stand in an object for each section:
            `{"libvirt": {"cpu_mode": "host-passthrough"}}`. In the environment an option is `VIREO_`, its section and its name
            in capitals: `VIREO_LIBVIRT_CPU_MODE`. `vireo config import nova.conf` writes the file. See [Settings](Settings.md).

            - **done**: it does what it says.
            - **no effect**: accepted, for it tunes what is not done here; the start names it in the log.
            - **refused**: every value but those named ends the start, for it asks for what is not offered.

            \(options.count) options: \(counts.joined(separator: ", ")). This page is what `vireo config options --markdown`
            prints.

            """
        return head + OperatorOption.sections.map(section).joined()
    }

    private static func section(_ name: String) -> String {
        let rows = OperatorOption.all.filter { $0.section == name }.sorted { $0.name < $1.name }.map { option in
            let cells = [
                "`\(option.name)`", option.type.summary, option.standard.isEmpty ? "" : "`\(option.standard)`",
                option.statusText, option.sentence,
            ]
            return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        return "\n## \(name)\n\n| option | type | default | status | |\n|---|---|---|---|---|\n" + rows.joined()
    }
}

extension OperatorOption {
    fileprivate var statusText: String {
        let values = (offered ?? []).map(Self.text).filter { !$0.isEmpty }
        switch status {
        case .done, .idle: return status.rawValue
        case .refused where values.isEmpty: return "refused"
        case .refused: return "refused, but for " + values.joined(separator: ", ")
        }
    }

    /// The note, and Vireo's own name where there is one.
    fileprivate var sentence: String {
        let text = note.prefix(1).uppercased() + note.dropFirst() + (note.hasSuffix(".") ? "" : ".")
        if case .setting(let own) = effect { return "\(text) Vireo's own name: `\(own)`." }
        return text
    }
}

extension [String] {
    /// The cells side by side, the last as long as it is.
    fileprivate func asRow(_ widths: [Int]) -> String {
        var row = ""
        for (cell, width) in zip(self, widths) {
            row += cell + String(repeating: " ", count: Swift.max(0, width - cell.count) + 2)
        }
        return row + (last ?? "")
    }
}
