internal import DesignInput
internal import JSON

/// What a settings file says: settings by their own names, and Nova's options by section and name.
struct SettingsFile {
    let own: [String: String]
    let options: [OperatorSettings.Given]

    static let none = SettingsFile()

    private init() {
        own = [:]
        options = []
    }

    /// - Throws: for a file that cannot be read or is no JSON object, and for a name or a kind of value that is wrong:
    ///   passed over, it would leave its default in force without a word.
    init(_ path: String) throws {
        guard let bytes = TextFile.bytes(path) else { throw SettingRefusal("config", path, "a file that can be read") }
        let document: JSONValue
        do {
            document = try JSONValue(parsing: bytes)
        } catch {
            throw SettingRefusal("config", path, "a JSON file of less than 1 MiB: \(error)")
        }
        guard let members = document.members else {
            throw SettingRefusal("config", path, "a JSON object of settings")
        }
        var own: [String: String] = [:]
        var sections: [JSONValue.Member] = []
        for member in members {
            if let name = Settings.Name(rawValue: member.name) {
                own[member.name] = try name.text(of: member.value)
            } else if OperatorOption.sections.contains(member.name) || member.value.members != nil {
                sections.append(member)
            } else {
                let known = Settings.Name.allCases.map(\.rawValue).joined(separator: ", ")
                throw SettingRefusal(
                    "config", member.name,
                    "a known setting: \(known), or a section of Nova's options: "
                        + OperatorOption.sections.joined(separator: ", "))
            }
        }
        self.own = own
        options = try OperatorSettings.given(in: sections)
    }
}
