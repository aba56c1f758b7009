import Demands
package import GuestDesign
import Model

/// One thing that was said of a guest, and the request as it would be without it.
package struct ExplainedInput {
    /// Where it was said, with its value: `flavor hw:pmu=true`.
    package let name: String
    /// Who wins where others speak of the same.
    package let rule: String
    /// Takes it out of a request; may leave one that no guest can be made of.
    package let removal: @Sendable (inout GuestRequest) -> Void

    package init(name: String, rule: String, removal: @escaping @Sendable (inout GuestRequest) -> Void) {
        self.name = name
        self.rule = rule
        self.removal = removal
    }

    /// Inputs whose names begin alike are said together: the cells of a guest, say.
    var family: Substring { name.prefix { $0 != "=" }.prefix { $0 != "_" } }
}

extension GuestRequest {
    /// The flavor's extra specs, the image's properties and the ports' words that shape a guest.
    package var explainedInputs: [ExplainedInput] {
        let ofFlavor = flavor.extraSpecs.sorted { $0.key < $1.key }.compactMap { key, value -> ExplainedInput? in
            guard let rule = Self.rule(DemandKey.ofFlavor(key)) else { return nil }
            return ExplainedInput(name: "flavor \(key)=\(value)", rule: rule) { $0.flavor.extraSpecs[key] = nil }
        }
        let properties = (image?.properties ?? [:]).sorted { $0.key < $1.key }
        let ofImage = properties.compactMap { key, value -> ExplainedInput? in
            guard let rule = Self.rule(DemandKey.ofImage(key)) else { return nil }
            return ExplainedInput(name: "image \(key)=\(value)", rule: rule) { $0.image?.properties[key] = nil }
        }
        return ofFlavor + ofImage + ofPorts
    }

    private var ofPorts: [ExplainedInput] {
        let key = PortBinding.nicModelKey
        return ports.indices.compactMap { index in
            guard let model = ports[index].binding?.profile[key] else { return nil }
            return ExplainedInput(name: "port \(ports[index].id) \(key)=\(model)", rule: "the port wins over the image")
            {
                $0.ports[index].binding?.profile[key] = nil
            }
        }
    }

    private static func rule(_ key: DemandKey?) -> String? {
        guard case .guest(let rule)? = key?.use else { return nil }
        return rule.rawValue
    }
}
