/// Why a flavor and an image make no guest together; the API answers 400 with its description.
package struct DemandConflict: Error, Codable, Hashable, Sendable, CustomStringConvertible {
    /// What clashes: one setting that is wrong by itself, or the two that contradict each other.
    package let settings: [DemandSetting]
    /// What is wrong and what would be right, a sentence's end.
    package let reason: String

    init(_ settings: [DemandSetting], _ reason: String) {
        self.settings = settings
        self.reason = reason
    }

    package var description: String {
        let names = settings.map(\.description).joined(separator: " and ")
        return names.isEmpty ? reason + "." : "\(names): \(reason)."
    }
}
