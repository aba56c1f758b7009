import Agent
import Foundation
import Hypervisor
import Model
import Testing

/// Machines' folders and what is read from them.
@Suite struct MachineFolderTests {
    private let place: Workplace
    private let disks: DiskFiles

    init() async throws {
        place = try Workplace()
        disks = try await place.open()
    }

    @Test func aFolderIsMadeOnceAndRemovedWithAllInIt() async throws {
        try await disks.makeFolder(place.server)
        try await disks.makeFolder(place.server)
        #expect(try await disks.folders() == [place.server])
        try FileManager.default.createDirectory(
            atPath: place.folder + "/a/b/c",
            withIntermediateDirectories: true
        )
        try place.write([1], to: place.folder + "/a/b/c/d")
        try await disks.removeFolder(place.server)
        try await disks.removeFolder(place.server)
        #expect(try await disks.folders().isEmpty)
        #expect(place.names(place.instances) == ["_base"])
    }

    @Test func theFilesOfAnotherClusterAreRefused() async throws {
        try await disks.bind(to: "ours")
        try await disks.bind(to: "ours")
        #expect(place.names(place.instances) == ["_base", "cluster-id"])
        let again = try await place.open()
        try await again.bind(to: "ours")
        let error = await #expect(throws: DiskError.self) { try await again.bind(to: "theirs") }
        #expect(error?.description.contains("belongs to the cluster ours") == true)
    }

    @Test func removalFollowsNoLink() async throws {
        let outside = place.root + "/outside"
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        try place.write([1], to: outside + "/kept")
        try await disks.makeFolder(place.server)
        try FileManager.default.createSymbolicLink(
            atPath: place.folder + "/link",
            withDestinationPath: outside
        )
        try await disks.removeFolder(place.server)
        #expect(place.names(outside) == ["kept"])
        try FileManager.default.createSymbolicLink(atPath: place.folder, withDestinationPath: outside)
        await #expect(throws: DiskError.self) { try await disks.removeFolder(place.server) }
        #expect(place.names(outside) == ["kept"])
    }

    @Test(.enabled(if: Tool.isRoot)) func removalStaysOnItsFileSystem() async throws {
        try await disks.makeFolder(place.server)
        let inner = place.folder + "/mounted"
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
        try Tool.run("mount", ["-t", "tmpfs", "tmpfs", inner])
        try place.write([1], to: inner + "/kept")
        await #expect(throws: DiskError.self) { try await disks.removeFolder(place.server) }
        #expect(place.names(inner) == ["kept"])
        try Tool.run("umount", [inner])
        try await disks.removeFolder(place.server)
    }

    @Test(arguments: ["_base", "..", "", "5f3c1f0e8d5e4e9f9a530c1a2b3c4d5e", "x/../_base"])
    func onlyAServersIDNamesAFolder(id: String) async throws {
        await #expect(throws: DiskError.self) { try await disks.removeFolder(ID(id)) }
        await #expect(throws: DiskError.self) { try await disks.makeFolder(ID(id)) }
        #expect(place.names(place.instances) == ["_base"])
    }

    @Test func onlyFoldersThatLookLikeMachinesAreListed() async throws {
        for name in ["locks", "_base", "5f3c1f0e8d5e4e9f9a530c1a2b3c4d5e"] {
            try FileManager.default.createDirectory(
                atPath: "\(place.instances)/\(name)",
                withIntermediateDirectories: true
            )
        }
        try place.write([], to: place.folder)
        #expect(try await disks.folders().isEmpty)
    }

    private func log(_ count: Int) async throws -> String {
        String(decoding: try await disks.consoleLog(of: place.server, lastBytes: count), as: UTF8.self)
    }

    @Test func theConsolesLogIsReadFromItsEnd() async throws {
        #expect(try await log(10) == "")
        try await disks.makeFolder(place.server)
        #expect(try await log(10) == "")
        try place.write(Array("0123456789".utf8), to: place.folder + "/console.log")
        #expect(try await log(4) == "6789")
        #expect(try await log(100) == "0123456789")
        #expect(try await log(0) == "")
        #expect(try await log(-1) == "")
        #expect(try await log(.max) == "0123456789")
    }

    @Test func ofATurnedOverLogTheOlderPartComesFirst() async throws {
        try await disks.makeFolder(place.server)
        try place.write(Array("new".utf8), to: place.folder + "/console.log")
        try place.write(Array("old".utf8), to: place.folder + "/console.log.0")
        #expect(try await log(5) == "ldnew")
        #expect(try await log(3) == "new")
        #expect(try await log(100) == "oldnew")
        try FileManager.default.removeItem(atPath: place.folder + "/console.log")
        #expect(try await log(2) == "ld")
    }

    @Test func aLogThatIsALinkOrAPipeIsNotRead() async throws {
        try await disks.makeFolder(place.server)
        try FileManager.default.createSymbolicLink(
            atPath: place.folder + "/console.log",
            withDestinationPath: "/etc/passwd"
        )
        try Tool.run("mkfifo", [place.folder + "/console.log.0"])
        #expect(try await log(100) == "")
    }
}
