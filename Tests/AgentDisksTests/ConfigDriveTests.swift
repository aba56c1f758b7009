import Agent
import Foundation
import Hypervisor
import Model
import Testing

/// The config drive as a guest sees it.
@Suite struct ConfigDriveTests {
    private let place: Workplace
    private let disks: DiskFiles

    init() async throws {
        place = try Workplace()
        disks = try await place.open()
        try await disks.makeFolder(place.server)
    }

    private let files = [
        GuestFile(path: "openstack/latest/meta_data.json", content: Array("{\"uuid\": 1}".utf8)),
        GuestFile(path: "openstack/latest/user_data", content: [0, 1, 2, 255]),
        GuestFile(path: "openstack/2018-08-27/user_data", content: [0, 1, 2, 255]),
        GuestFile(path: "ec2/2009-04-04/meta-data.json", content: []),
        GuestFile(path: "content/a=b\\c", content: [1]),
    ]

    private var drive: String { place.folder + "/disk.config" }

    @Test func itIsAnISOWithTheLabelAndTheFiles() async throws {
        try await disks.makeConfigDrive(files, of: place.server, named: "disk.config")
        #expect(try Tool.run("isoinfo", ["-d", "-i", drive]).contains("Volume id: config-2"))
        for extensions in ["-R", "-J"] {
            let listing = try Tool.run("isoinfo", [extensions, "-f", "-i", drive])
            for file in files where !file.path.contains("=") {
                #expect(listing.contains("/\(file.path)\n"), "\(extensions) \(file.path)")
            }
        }
        let content = try Tool.run("isoinfo", ["-R", "-x", "/openstack/latest/meta_data.json", "-i", drive])
        #expect(content == "{\"uuid\": 1}")
        #expect(try Tool.run("isoinfo", ["-R", "-f", "-i", drive]).contains("/content/a=b"))
        #expect(place.names(place.folder) == ["disk.config"])
        #expect(try await disks.disks(of: place.server) == ["disk.config"])
    }

    @Test func theOneThatIsThereStays() async throws {
        try await disks.makeConfigDrive(files, of: place.server, named: "disk.config")
        let first = try place.bytes(drive)
        try await disks.makeConfigDrive(
            [GuestFile(path: "other", content: [1])], of: place.server, named: "disk.config")
        #expect(try place.bytes(drive) == first)
    }

    @Test func leftoversOfACrashAreReplaced() async throws {
        let leftover = place.folder + "/.disk.config.files/openstack"
        try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
        try place.write([1], to: leftover + "/stale")
        try place.write([1], to: place.folder + "/.disk.config.part")
        try await disks.makeConfigDrive(files, of: place.server, named: "disk.config")
        #expect(try !Tool.run("isoinfo", ["-R", "-f", "-i", drive]).contains("stale"))
        #expect(place.names(place.folder) == ["disk.config"])
    }

    @Test(arguments: ["/etc/x", "../x", "a/../../x", "a//b", "", "a/", "."])
    func aPathThatLeavesTheDriveIsRefused(path: String) async throws {
        await #expect(throws: DiskError.self) {
            try await disks.makeConfigDrive(
                [GuestFile(path: path, content: [])], of: place.server, named: "disk.config")
        }
        #expect(place.names(place.folder).isEmpty)
    }

    @Test func aFailedToolLeavesNoSecretsBehind() async throws {
        let disks = try await place.open(tools: ["/nonexistent"])
        let error = await #expect(throws: DiskError.self) {
            try await disks.makeConfigDrive(files, of: place.server, named: "disk.config")
        }
        #expect(error?.description.contains("install the package genisoimage") == true)
        #expect(place.names(place.folder).isEmpty)
    }
}
