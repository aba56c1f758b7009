import Demands
import Foundation
import GuestDesign
import Hypervisor
import Libvirt
import Model
import Runtime

@testable import LibvirtDriver

/// A small machine of the test's own with one disk of 1 MiB.
final class TestMachine: Sendable {
    /// `cli; hlt; jmp`: a guest that is up as soon as it is started, and hears nothing.
    static let halting: [UInt8] = [0xfa, 0xf4, 0xeb, 0xfd]

    let server: ID<Server>
    let hypervisor: LibvirtHypervisor
    private let folder = TemporaryFolder()
    private let libvirt: SystemLibvirt
    private let number: Int

    init(_ libvirt: SystemLibvirt, code: [UInt8] = halting) throws {
        self.libvirt = libvirt
        server = libvirt.runtime.id()
        number = Int(libvirt.runtime.random() >> 33)
        hypervisor = LibvirtHypervisor(libvirt.session, instances: folder.path, virtType: .qemu)
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/\(server)", withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        let sector = code + [UInt8](repeating: 0, count: 510 - code.count) + [0x55, 0xaa]
        try Data(sector + [UInt8](repeating: 0, count: (1 << 20) - 512)).write(
            to: URL(filePath: "\(folder.path)/\(server)/disk"))
    }

    func mark(epoch: Int = 1) -> PlacementMark {
        PlacementMark(cluster: "a <b> & \"c\"", placement: ID(server.value), epoch: epoch)
    }

    func guest(ports: [Model.Port] = [], resolved: ResolvedGuest? = nil) async throws -> Guest {
        var settings = HostSettings()
        settings.virtType = .qemu
        settings.instancesPath = folder.path
        settings.vnc.isEnabled = false
        let flavor = Flavor(id: ID("f"), name: "f", vcpus: 1, memoryMiB: 32, rootGiB: 0)
        let identity = MachineIdentity(
            server: server, number: number, name: "name & <more>", hostname: "h", project: ID("p"), projectName: "p",
            user: ID("u"), userName: "u", createdAt: Timestamp(seconds: 0))
        let disk = BlockDevice(name: "disk", source: .blank, sizeBytes: 1 << 20, format: "raw", bootIndex: 0)
        return try design(
            GuestRequest(
                identity: identity, flavor: flavor, image: nil, demands: try Demands(flavor: flavor, image: nil),
                disks: [disk], configDrive: false, ports: ports, software: GuestSoftware(version: "0"),
                settings: settings, capabilities: try await hypervisor.capabilities(), resolved: resolved))
    }

    var observed: ObservedMachine? { get async throws { try await hypervisor.machine(server) } }

    /// The process of the running machine.
    func process() async throws -> pid_t? {
        let server = server
        let name = try await libvirt.session.call { try $0.domain(uuid: server.value).name }
        return HostFile.text("/run/libvirt/qemu/\(name).pid").flatMap { pid_t($0) }
    }

    /// Takes away what is left of it.
    func remove() async {
        try? await hypervisor.powerOff(server)
        try? await hypervisor.undefine(server)
    }
}
