/// The model of the graphics card.
package enum VideoModel: String, Codable, Hashable, Sendable, CaseIterable {
    case vga, cirrus, vmvga, xen, qxl, virtio, gop, none, bochs
}
