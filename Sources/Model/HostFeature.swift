/// Something that hangs on the versions of a host's libvirt and QEMU.
package struct HostFeature: Codable, Hashable, Sendable {
    /// As operators know it: `virtio-sound`.
    package let name: String
    /// The least versions, in words; nil where the host's are new enough.
    package let need: String?

    package init(name: String, need: String? = nil) {
        self.name = name
        self.need = need
    }
}
