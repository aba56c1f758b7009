internal import JSON
internal import Model

/// A flavor as the API shows it.
///
/// Source: Compute API reference, "Show Flavor Details", "List Flavors".
struct FlavorView {
    let flavor: Flavor
    let version: Microversion
    let links: Links
    /// Whether its extra specs may be seen.
    let showsExtraSpecs: Bool

    private var path: String { "flavors/\(flavor.id.value.percentEncoded)" }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeBrief(to: &writer)
        writer.member("ram", flavor.memoryMiB)
        writer.member("disk", flavor.rootGiB)
        writer.member("vcpus", flavor.vcpus)
        writer.name("swap")
        // Before 2.75 no swap is the empty text.
        if flavor.swapMiB == 0, version < .strict {
            writer.string("")
        } else {
            writer.integer(Int64(flavor.swapMiB))
        }
        writer.name("rxtx_factor")
        writer.number(flavor.rxtxFactor)
        writer.member("OS-FLV-DISABLED:disabled", flavor.isDisabled)
        writer.member("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGiB)
        writer.member("os-flavor-access:is_public", flavor.isPublic)
        if version >= .flavorExtraSpecs, showsExtraSpecs {
            writer.member("extra_specs", value: JSONValue(flavor.extraSpecs))
        }
        writer.endObject()
    }

    func writeShort(to writer: inout JSONWriter) {
        writer.beginObject()
        writeBrief(to: &writer)
        writer.endObject()
    }

    private func writeBrief(to writer: inout JSONWriter) {
        writer.member("id", flavor.id.value)
        writer.member("name", flavor.name)
        links.write(path, to: &writer)
        if version >= .flavorDescription { writer.member("description", flavor.description) }
    }
}

extension FlavorView {
    init(_ flavor: Flavor, _ request: ComputeRequest) {
        self.init(
            flavor: flavor,
            version: request.version,
            links: request.links,
            showsExtraSpecs: Policy.permits(.readExtraSpecs, request.caller)
        )
    }
}
