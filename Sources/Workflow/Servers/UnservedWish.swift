internal import Model

/// What flavor or image ask of the choice of a host or device, and nobody here carries out: it is refused, for a server
/// without it would look as if it had it.
struct UnservedWish: Hashable {
    /// With where it was said and its value.
    private let wish: String
    private let reason: String

    private init(_ wish: String, _ reason: String) {
        self.wish = wish
        self.reason = reason
    }

    var message: String { "\(wish) cannot be carried out: \(reason). Leave it out." }

    /// The first by name; nil where all is served.
    ///
    /// Source of the names: Nova's administrator guide, "Extra Specs", and Glance's "Useful image properties".
    static func first(flavor: Flavor, image: Image) -> UnservedWish? {
        let ofFlavor = flavor.extraSpecs.sorted { $0.key < $1.key }.lazy.compactMap { name, value in
            reason(ofFlavor: name, value).map { UnservedWish("The flavor's \(name)=\(value)", $0) }
        }
        let ofImage = image.properties.sorted { $0.key < $1.key }.lazy.compactMap { name, value in
            reason(ofImage: name, value).map { UnservedWish("The image's \(name)=\(value)", $0) }
        }
        return ofFlavor.first ?? ofImage.first
    }

    private static func reason(ofFlavor name: String, _ value: String) -> String? {
        if name == "pci_passthrough:alias" { return "no device of a host is given to servers" }
        if name.hasPrefix("capabilities:") { return "what hosts say of themselves is not compared" }
        // Those that the rules for processors read.
        if ["PCPU", "VCPU", "HW_CPU_HYPERTHREADING"].contains(name.split(separator: ":").last) { return nil }
        if name.hasPrefix("resources") { return "hosts account for processors, memory and disk of the flavor only" }
        return name.hasPrefix("trait") ? reason(ofTrait: value) : nil
    }

    private static func reason(ofImage name: String, _ value: String) -> String? {
        if name == "img_hv_requested_version" { return "hosts' versions are not compared" }
        return name.hasPrefix("trait:") ? reason(ofTrait: value) : nil
    }

    /// No host has one, so that none has a forbidden one.
    private static func reason(ofTrait value: String) -> String? {
        value == "forbidden" ? nil : "hosts have no traits"
    }
}
