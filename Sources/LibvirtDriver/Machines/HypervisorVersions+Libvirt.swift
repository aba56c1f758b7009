package import GuestDesign
package import Libvirt

extension HypervisorVersions {
    /// Asks libvirt for its own version and for its hypervisor's.
    package init(of connection: Connection) throws(LibvirtError) {
        self.init(
            libvirt: GuestDesign.Version(try connection.libraryVersion()),
            qemu: GuestDesign.Version(try connection.hypervisorVersion()))
    }
}

extension GuestDesign.Version {
    init(_ version: Libvirt.Version) { self.init(version.major, version.minor, version.release) }
}
