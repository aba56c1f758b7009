/// The host's libvirt or QEMU is too old for the service.
package struct VersionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let found: HypervisorVersions
    /// The least versions, in words.
    package let need: String

    package var description: String {
        "\(found) are too old, the service needs \(need): bring the host's packages of libvirt and QEMU up to date, "
            + "or take a newer release of the host's system; guests that run are left alone meanwhile"
    }
}
