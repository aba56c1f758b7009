/// The model of the USB controller.
package enum USBModel: String, Codable, Hashable, Sendable, CaseIterable {
    case none
    case necXHCI = "nec-xhci"
    case qemuXHCI = "qemu-xhci"
}
