/// The model of the IOMMU that the guest sees.
package enum VIOMMUModel: String, Codable, Hashable, Sendable, CaseIterable {
    case intel, smmuv3, virtio, auto
}
