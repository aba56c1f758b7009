internal import DomainXML
internal import GuestDesign
internal import Hypervisor
internal import Libvirt

/// Finds out what a host can do: from libvirt, from the firmware descriptors, and from its file system.
struct HostSurvey: Sendable {
    /// The machine types whose capabilities are asked for, by architecture: those that guests get unless they say
    /// otherwise, and those that UEFI guests need.
    private static let machines = [
        "x86_64": ["pc", "q35"], "i686": ["pc", "q35"], "aarch64": ["virt"], "armv7l": ["virt"],
        "ppc64le": ["pseries"], "s390x": ["s390-ccw-virtio"],
    ]

    /// A descriptor of a later folder hides the one of the same name in an earlier folder; an empty file hides it
    /// without offering anything.
    ///
    /// Source: QEMU, `docs/interop/firmware.json`.
    private static let firmwareFolders = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"]

    private let session: LibvirtSession
    private let instances: String
    private let virtType: VirtType?

    init(_ session: LibvirtSession, instances: String, virtType: VirtType?) {
        self.session = session
        self.instances = instances
        self.virtType = virtType
    }

    func capabilities() async throws(HypervisorError) -> HostCapabilities {
        let (instances, virtType) = (instances, virtType)
        return try await session.call { connection in
            let versions = try HypervisorVersions(of: connection)
            var capabilities = try HostCapabilities(
                capabilitiesXML: connection.capabilities(), domainCapabilitiesXML: [],
                libvirtVersion: versions.libvirt, qemuVersion: versions.qemu)
            let native = try Self.native(capabilities)
            for type in try Self.types(native, wanted: virtType) {
                for machine in Self.machines[native.name] ?? [] where native.offers(machine) {
                    let answer = try connection.domainCapabilities(
                        emulator: native.emulator, arch: native.name, machine: machine, virtType: type)
                    capabilities.domains.append(try DomainCapabilities(xml: answer))
                }
            }
            capabilities.firmware = Self.firmware(in: Self.firmwareFolders)
            capabilities.machineID = HostFile.text("/etc/machine-id")
            capabilities.supportsDirectIO = HostFile.supportsDirectIO(in: instances)
            return capabilities
        }
    }

    private static func native(_ capabilities: HostCapabilities) throws(HypervisorError) -> GuestArchitecture {
        guard let native = capabilities.guests.first(where: { $0.name == capabilities.architecture }) else {
            throw .refused(
                "libvirt has no emulator for \(capabilities.architecture): install QEMU's system emulator for it "
                    + "(qemu-system-x86, qemu-system-arm, …) and restart libvirtd")
        }
        return native
    }

    private static func types(
        _ native: GuestArchitecture, wanted: VirtType?
    ) throws(HypervisorError) -> [String] {
        guard let wanted = wanted?.rawValue else { return native.domainTypes }
        guard native.domainTypes.contains(wanted) else {
            throw .refused(
                "libvirt offers \(native.domainTypes.joined(separator: ", ")) for \(native.name) here, but not \(wanted): "
                    + "let virt_type be auto, or make /dev/kvm usable for QEMU and restart libvirtd")
        }
        return [wanted]
    }

    /// All that the descriptors offer, in the order of their names. One that cannot be read offers nothing.
    static func firmware(in folders: [String]) -> [Firmware] {
        var folderOf: [String: String] = [:]
        for folder in folders {
            for name in HostFile.names(in: folder) where name.hasSuffix(".json") { folderOf[name] = folder }
        }
        return folderOf.sorted { $0.key < $1.key }.compactMap { name, folder in
            HostFile.bytes("\(folder)/\(name)").flatMap { try? Firmware(descriptor: $0) }
        }
    }
}

extension GuestArchitecture {
    fileprivate func offers(_ machine: String) -> Bool { machines.contains { $0.name == machine } }
}
