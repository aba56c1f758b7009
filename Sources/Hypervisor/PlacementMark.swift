package import Model

/// What a definition carries so that its machine is known again: which cluster's placement it is, at which epoch.
package struct PlacementMark: Hashable, Sendable, Codable {
    package let cluster: String
    package let placement: ID<Placement>
    package let epoch: Int

    package init(cluster: String, placement: ID<Placement>, epoch: Int) {
        self.cluster = cluster
        self.placement = placement
        self.epoch = epoch
    }
}
