/// One extra spec of flavors or property of images that Nova knows, and what becomes of it here.
package struct DemandKey: Hashable, Sendable {
    package enum Use: Hashable, Sendable {
        /// It shapes the guest.
        case guest(DemandRule)
        /// It says on which hosts the guest may be; the guest stays the same.
        case placement
        /// Another part of the service reads it: which.
        case service(String)
        /// It is refused where it asks for something: why.
        case refused(String)
        /// It has no meaning for QEMU, in Nova neither: why.
        case inert(String)
    }

    package let name: String
    package let use: Use

    init(_ name: String, _ use: Use) {
        self.name = name
        self.use = use
    }

    /// What is known of an extra spec; nil for one that Nova does not know. Keys that end in a number, a group or a
    /// name of the operator's are found by their beginning.
    package static func ofFlavor(_ name: String) -> DemandKey? { find(name, in: flavorKeys, families: flavorFamilies) }

    /// What is known of an image's property, by its present or a former name.
    package static func ofImage(_ name: String) -> DemandKey? { find(name, in: imageKeys, families: imageFamilies) }

    static let refusedOfFlavor = flavorKeys.filter(\.isRefused)
    static let refusedOfImage = imageKeys.filter(\.isRefused)

    private var isRefused: Bool { if case .refused = use { true } else { false } }

    private static func find(_ name: String, in keys: [DemandKey], families: [DemandKey]) -> DemandKey? {
        keys.first { $0.name == name } ?? families.first { name.hasPrefix($0.name) }
    }
}
