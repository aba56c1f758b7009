import Model

/// The name of a server's domain.
///
/// Source: Nova's configuration reference, `instance_name_template`, and `nova/objects/instance.py`, `name`.
enum DomainName {
    /// Replaces `%08x` and `%d` by the server's number, and `%(id)…`, `%(uuid)s`, `%(hostname)s`, `%(display_name)s`,
    /// `%(project_id)s`, `%(user_id)s` by what they name. A template that names anything else gives way to the id.
    static func expand(_ template: String, for identity: MachineIdentity) -> String {
        var result = ""
        var rest = Substring(template)
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            let field = takeField(from: &rest)
            let format = takeFormat(from: &rest)
            guard let value = value(field, format: format, identity) else { return identity.server.value }
            result += value
        }
        return result + rest
    }

    /// `(uuid)` before a format.
    private static func takeField(from rest: inout Substring) -> String {
        guard rest.first == "(", let end = rest.firstIndex(of: ")") else { return "id" }
        defer { rest = rest[rest.index(after: end)...] }
        return String(rest[rest.index(after: rest.startIndex)..<end])
    }

    /// Up to the letter that ends it: `08x`, `d`, `s`.
    private static func takeFormat(from rest: inout Substring) -> Substring {
        guard let end = rest.firstIndex(where: { $0.isLetter || $0 == "%" }) else { return "" }
        defer { rest = rest[rest.index(after: end)...] }
        return rest[...end]
    }

    private static func value(_ field: String, format: Substring, _ identity: MachineIdentity) -> String? {
        switch (field, format.last) {
        case (_, "%"): "%"
        case ("uuid", _): identity.server.value
        case ("hostname", _): identity.hostname
        case ("display_name", _): identity.name
        case ("project_id", _): identity.project.value
        case ("user_id", _): identity.user.value
        case ("id", "x"): padded(String(identity.number, radix: 16), format)
        case ("id", "X"): padded(String(identity.number, radix: 16, uppercase: true), format)
        case ("id", _): padded(String(identity.number), format)
        default: nil
        }
    }

    private static func padded(_ digits: String, _ format: Substring) -> String {
        let width = Int(format.dropLast()) ?? 0
        let fill: Character = format.first == "0" ? "0" : " "
        return String(repeating: fill, count: max(0, width - digits.count)) + digits
    }
}
