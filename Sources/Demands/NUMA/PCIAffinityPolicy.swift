/// How near a guest's PCI devices must be to its memory and processors.
///
/// Source: Nova's administrator guide, "Attaching physical PCI devices to guests", section "PCI-NUMA affinity policies".
package enum PCIAffinityPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    case required, legacy, preferred, socket
}
