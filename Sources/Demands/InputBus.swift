/// The bus of tablet and keyboard.
package enum InputBus: String, Codable, Hashable, Sendable, CaseIterable {
    case usb, virtio
}
