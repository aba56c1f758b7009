/// What a definition carries so that its machine is known again: an element of our own in the domain's metadata.
///
/// Source: libvirt's "Domain XML format", section "General metadata": one element a namespace.
package struct PlacementElement: Hashable, Sendable {
    package static let namespace = "urn:vireo:placement:1"
    package static let prefix = "vireo"

    package var cluster: String
    package var placement: String
    package var epoch: Int

    package init(cluster: String, placement: String, epoch: Int) {
        self.cluster = cluster
        self.placement = placement
        self.epoch = epoch
    }

    /// Reads the element as libvirt gives it back; nil for one that says something else.
    package init?(metadata: String) {
        guard let element = try? XMLReader(metadata, kind: "the domain's metadata"),
            let cluster = element.attribute("cluster"), let placement = element.attribute("placement"),
            let epoch = element.attribute("epoch").flatMap({ Int($0) })
        else { return nil }
        self.init(cluster: cluster, placement: placement, epoch: epoch)
    }

    var element: Element {
        Element(
            "\(Self.prefix):placement",
            [
                "xmlns:\(Self.prefix)": Self.namespace, "cluster": cluster, "placement": placement,
                "epoch": String(epoch),
            ])
    }
}
