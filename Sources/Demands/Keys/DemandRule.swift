/// Who wins where several inputs speak of one thing.
///
/// Source: Nova's administrator guide, the pages on extra specs and image properties.
package enum DemandRule: String, Hashable, Sendable, CaseIterable {
    case mustAgree = "flavor and image must say the same"
    case withinFlavor = "the image asks within the flavor's bound"
    case flavorForbids = "where the flavor speaks, the image must not"
    case flavorOpens = "the image chooses where the flavor leaves it open"
    case imageFirst = "the image wins over the flavor"
    case flavorFirst = "the flavor wins over the image"
    case either = "on where flavor or image ask for it"
    case flavorOnly = "the flavor decides"
    case imageOnly = "the image decides"
    case imageOverSetting = "the image wins over the operator's setting"
}
