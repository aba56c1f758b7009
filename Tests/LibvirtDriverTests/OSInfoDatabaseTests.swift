internal import Demands
import Foundation
import GuestDesign
import Testing

@testable import LibvirtDriver

@Suite("What operating systems drive")
struct OSInfoDatabaseTests {
    private static let usual = "/usr/share/osinfo"

    /// A folder of the database's form.
    private func database(_ files: [String: String]) throws -> (TemporaryFolder, OSInfoDatabase) {
        let folder = TemporaryFolder()
        for (path, content) in files {
            let url = URL(filePath: folder.path + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("<libosinfo>\(content)</libosinfo>".utf8).write(to: url)
        }
        return (folder, OSInfoDatabase(folders: [folder.path, "/nowhere"]))
    }

    private func device(_ id: String, _ kind: String, _ name: String) -> String {
        "<device id=\"\(id)\"><name>\(name)</name><name xml:lang=\"de\">x</name><class>\(kind)</class></device>"
    }

    private func system(_ id: String, _ short: String, _ content: String) -> String {
        "<os id=\"\(id)\"><short-id>\(short)</short-id><short-id>\(short)-alias</short-id>\(content)</os>"
    }

    @Test("A system has the devices of those that it is like, less what it does not drive, and then its own")
    func inheritance() throws {
        let (folder, database) = try database([
            "device/a/n.xml": device("d/n", "net", "e1000"), "device/a/v.xml": device("d/v", "net", "virtio-net"),
            "device/b/b.d/class.xml": device("d/b", "block", "virtio-block"),
            "os/x/old.xml": system(
                "os/old", "old", "<devices><device id='d/n'/><device id='d/b'/><device id='d/unknown'/></devices>"),
            "os/x/new.xml": system(
                "os/new", "new",
                "<derives-from id='os/old'/><devices><device id='d/v'/><device id='d/b' supported='false'/></devices>"),
            "os/x/new.d/more.xml": "<os id=\"os/new\"><devices><device id='d/w'/></devices></os>",
            "device/a/w.xml": device("d/w", "net", "igb"),
            "os/y/like.xml": system("os/like", "like", "<clones id='os/new'/><derives-from id='os/like'/>"),
            "os/y/broken.xml": "<os id=\"os/broken\"><short-id>broken</short-id>",
        ])
        withExtendedLifetime(folder) {
            #expect(database.devices(of: "old") == OperatingSystemDevices(nics: ["e1000"], disks: ["virtio-block"]))
            let new = OperatingSystemDevices(nics: ["e1000", "igb", "virtio-net"], disks: [])
            for name in ["new", "new-alias", "os/new", "like"] { #expect(database.devices(of: name) == new) }
            #expect(database.devices(of: "broken") == OperatingSystemDevices(nics: [], disks: []))
            #expect(database.devices(of: "none") == nil)
        }
    }

    @Test("virtio is taken where it is driven; else the first that libvirt knows")
    func choice() {
        let linux = OperatingSystemDevices(nics: ["e1000e", "virtio1.0-net"], disks: ["virtio1.0-block"])
        #expect(linux.nicModel == .virtio && linux.diskBus == .virtio)
        let old = OperatingSystemDevices(nics: ["tulip", "ne2k_pci", "e1000"], disks: ["virtio-scsi"])
        #expect(old.nicModel == .ne2kPCI && old.diskBus == nil)
        #expect(OperatingSystemDevices(nics: [], disks: []).nicModel == nil)
    }

    @Test("The host's database is read", .enabled(if: FileManager.default.fileExists(atPath: usual)))
    func real() throws {
        let database = OSInfoDatabase()
        let ubuntu = try #require(database.devices(of: "ubuntu22.04"))
        #expect(ubuntu.nicModel == .virtio && ubuntu.diskBus == .virtio)
        #expect(database.devices(of: "http://ubuntu.com/ubuntu/22.04") == ubuntu)
        #expect(database.devices(of: "win2k3r2")?.nicModel == .e1000)
        #expect(database.devices(of: "ubuntu") == nil)
    }
}
