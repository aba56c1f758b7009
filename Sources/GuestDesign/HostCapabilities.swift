package import Model

/// What a host can do: the answers of its libvirt and QEMU, and of its file system.
///
/// Source: libvirt's "Driver capabilities XML format" and "Domain capabilities XML format".
package struct HostCapabilities: Codable, Hashable, Sendable {
    /// The host's own architecture.
    package var architecture: String
    package var hostUUID: String?
    package var libvirtVersion: Version
    package var qemuVersion: Version
    package var guests: [GuestArchitecture]
    package var domains: [DomainCapabilities]
    /// NUMA cells; none where the host does not tell.
    package var cells: [HostCell] = []
    /// In the order in which the host's descriptors are to be tried.
    package var firmware: [Firmware] = []
    /// `/etc/machine-id`.
    package var machineID: String?
    /// Whether files under the instances' folder can be opened with O_DIRECT.
    package var supportsDirectIO = true
    /// Devices for vDPA (`/dev/vhost-vdpa-0`), by the PCI address of their function.
    package var vdpaDevices: [String: String] = [:]
    /// What operating systems drive, by the names that images have for them; those only that were asked for.
    package var operatingSystems: [String: OperatingSystemDevices] = [:]
    /// Ceph's monitors, where the host keeps disks in RBD.
    package var rbdMonitors: [NetworkHost] = []

    package init(
        architecture: String, hostUUID: String?, libvirtVersion: Version, qemuVersion: Version,
        guests: [GuestArchitecture], domains: [DomainCapabilities]
    ) {
        self.architecture = architecture
        self.hostUUID = hostUUID
        self.libvirtVersion = libvirtVersion
        self.qemuVersion = qemuVersion
        self.guests = guests
        self.domains = domains
    }

    package var versions: HypervisorVersions { HypervisorVersions(libvirt: libvirtVersion, qemu: qemuVersion) }

    package func supports(_ gate: VersionGate) -> Bool { versions.isOpen(gate) }

    package var onlineCPUs: CPUSet { CPUSet(cells.flatMap { $0.cpus.map(\.id) }) }
}
