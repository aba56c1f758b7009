/// The model of a network card in the guest, by libvirt's name.
package enum NICModel: String, Codable, Hashable, Sendable, CaseIterable {
    case virtio, e1000, e1000e, pcnet, rtl8139, vmxnet3, lan9118, igb
    case ne2kPCI = "ne2k_pci"
    case spaprVLAN = "spapr-vlan"
}
