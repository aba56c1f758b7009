import Model

/// Reads single settings of a flavor and an image, and refuses values that are none.
struct DemandReader {
    let flavor: Flavor
    let imageName: String
    let properties: ImageProperties

    init(flavor: Flavor, image: Image?) {
        self.flavor = flavor
        imageName = image.map { $0.name ?? $0.id.value } ?? ""
        properties = ImageProperties(image?.properties ?? [:])
    }

    func ofFlavor(_ key: String) -> DemandSetting? {
        flavor.extraSpecs[key].map { DemandSetting(source: .flavor(flavor.name), key: key, value: $0) }
    }

    func ofImage(_ key: String) -> DemandSetting? {
        properties[key].map { DemandSetting(source: .image(imageName), key: key, value: $0) }
    }

    func text(_ setting: DemandSetting?) -> String? { setting?.value }

    func flag(_ setting: DemandSetting?) throws(DemandConflict) -> Bool? {
        guard let setting else { return nil }
        guard let value = DemandText.flag(setting.value) else {
            throw DemandConflict([setting], "it must be true or false")
        }
        return value
    }

    /// No setting means more than this; sums and products of it stay far from overflow.
    private static let largest = 1 << 50

    /// A whole number, not negative.
    func count(_ setting: DemandSetting?) throws(DemandConflict) -> Int? {
        guard let setting else { return nil }
        guard let value = Int(setting.value), (0...Self.largest).contains(value) else {
            throw DemandConflict([setting], "it must be a whole number, 0 or more")
        }
        return value
    }

    func integer(_ setting: DemandSetting?) throws(DemandConflict) -> Int? {
        guard let setting else { return nil }
        guard let value = Int(setting.value), (-Self.largest...Self.largest).contains(value) else {
            throw DemandConflict([setting], "it must be a whole number")
        }
        return value
    }

    /// One of a fixed set of words.
    func choice<Word: RawRepresentable & CaseIterable>(
        _ setting: DemandSetting?, as _: Word.Type = Word.self
    ) throws(DemandConflict) -> Word? where Word.RawValue == String {
        guard let setting else { return nil }
        guard let word = Word(rawValue: setting.value) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw DemandConflict([setting], "it must be one of \(words)")
        }
        return word
    }
}
