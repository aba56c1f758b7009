/// A setting whose value makes no sense.
struct SettingRefusal: Error, CustomStringConvertible {
    let name: String
    let value: String
    let wanted: String

    init(_ name: String, _ value: String, _ wanted: String) {
        self.name = name
        self.value = value
        self.wanted = wanted
    }

    var description: String { "setting '\(name)' is '\(value)'; it must be \(wanted)" }
}
