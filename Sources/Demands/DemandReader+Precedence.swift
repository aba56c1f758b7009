import Model

/// Who wins where a flavor and an image both speak: the general rules, one function each.
///
/// Source: Nova's administrator guide, the pages on extra specs and image properties.
extension DemandReader {
    /// Both must say the same, or only one speak.
    func agreed(
        flavor flavorKey: String, image imageKey: String
    ) throws(DemandConflict) -> DemandSetting? {
        guard let flavor = ofFlavor(flavorKey) else { return ofImage(imageKey) }
        guard let image = ofImage(imageKey) else { return flavor }
        guard flavor.value == image.value else { throw disagreement(flavor, image) }
        return flavor
    }

    /// Both must say the same, whatever word for true or false they choose.
    func agreedFlag(flavor flavorKey: String, image imageKey: String) throws(DemandConflict) -> Bool? {
        let flavor = ofFlavor(flavorKey)
        let image = ofImage(imageKey)
        guard let ofFlavor = try flag(flavor) else { return try flag(image) }
        guard let ofImage = try flag(image) else { return ofFlavor }
        if ofFlavor != ofImage, let flavor, let image { throw disagreement(flavor, image) }
        return ofFlavor
    }

    /// The image may ask for as much as the flavor gives, or what it likes where the flavor sets no bound.
    func bounded(flavor flavorKey: String, image imageKey: String) throws(DemandConflict) -> Int? {
        let flavor = ofFlavor(flavorKey)
        let image = ofImage(imageKey)
        let bound = try count(flavor).flatMap { $0 == 0 ? nil : $0 }
        let asked = try count(image).flatMap { $0 == 0 ? nil : $0 }
        if let bound, let asked, asked > bound {
            throw DemandConflict(
                [flavor, image].compactMap(\.self), "the image may ask for no more than the flavor gives")
        }
        return asked ?? bound
    }

    /// What the image says; where it is silent, what the flavor says.
    func imageFirst(flavor flavorKey: String, image imageKey: String) -> DemandSetting? {
        ofImage(imageKey) ?? ofFlavor(flavorKey)
    }

    /// What the flavor says; where it is silent, what the image says.
    func flavorFirst(flavor flavorKey: String, image imageKey: String) -> DemandSetting? {
        ofFlavor(flavorKey) ?? ofImage(imageKey)
    }

    /// On where any of them asks for it.
    func either(flavor flavorKeys: [String], image imageKey: String) throws(DemandConflict) -> Bool {
        for key in flavorKeys where try flag(ofFlavor(key)) == true { return true }
        return try flag(ofImage(imageKey)) ?? false
    }

    private func disagreement(_ flavor: DemandSetting, _ image: DemandSetting) -> DemandConflict {
        DemandConflict([flavor, image], "they must agree; change one of them or leave it out")
    }
}
