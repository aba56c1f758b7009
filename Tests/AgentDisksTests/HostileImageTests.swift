import Agent
import Foundation
import Hypervisor
import Model
import Testing

/// An image that would make a tool read what it should not is refused before any tool runs.
@Suite struct HostileImageTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    /// A folder whose tools leave a mark when they run.
    private func trap() throws -> String {
        let folder = place.root + "/trap"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["qemu-img", "prlimit", "unshare"] {
            let path = "\(folder)/\(name)"
            try place.write(Array("#!/bin/sh\ntouch \(place.root)/sprung\nexit 1\n".utf8), to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return folder
    }

    private func refusal(of bytes: [UInt8], declared: String) async throws -> String? {
        let disks = try await place.open(tools: [try trap()])
        let error = await #expect(throws: DiskError.self) {
            try await disks.cacheImage(place.image(bytes, format: declared))
        }
        #expect(!FileManager.default.fileExists(atPath: place.root + "/sprung"))
        #expect(place.names(place.cache).isEmpty)
        guard case .imageRefused(let text) = error else {
            Issue.record("\(String(describing: error))")
            return nil
        }
        #expect(!text.contains(place.root))
        return text
    }

    @Test func aBackingFile() async throws {
        let bytes = try place.made("qcow2", ["-u", "-b", "/etc/passwd", "-F", "raw"])
        #expect(try await refusal(of: bytes, declared: "qcow2") != nil)
    }

    @Test func anotherFormatThanDeclared() async throws {
        let bytes = try place.made("qcow2")
        #expect(try await refusal(of: bytes, declared: "raw") != nil)
        #expect(try await refusal(of: bytes, declared: "vmdk") != nil)
    }

    @Test func aDescriptorThatNamesAPath() async throws {
        let text = """
            # Disk DescriptorFile
            version=1
            CID=fffffffe
            parentCID=ffffffff
            createType="monolithicFlat"
            RW 2048 FLAT "/etc/passwd" 0
            """
        #expect(try await refusal(of: Array(text.utf8), declared: "vmdk") != nil)
    }

    /// Compressed, a file of this size could hold all those bytes.
    @Test(arguments: [("vhdx", "vhdx"), ("vmdk", "vmdk")])
    func aDiskThatWouldNotFitUnpacked(declared: String, format: String) async throws {
        let disks = try await place.open(tools: [try trap()])
        let options = declared == "vmdk" ? ["-o", "subformat=streamOptimized"] : []
        let bytes = try place.made(format, options, size: "2040G")
        let error = await #expect(throws: DiskError.self) {
            try await disks.cacheImage(place.image(bytes, format: declared))
        }
        #expect(!FileManager.default.fileExists(atPath: place.root + "/sprung"))
        #expect(place.names(place.cache).isEmpty)
        guard case .noSpace(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("2190433320960 bytes") && !text.contains(place.root))
    }

    /// What is compressed in it is unpacked where it is read, never on the host's disk.
    @Test func aQcow2IsNotUnpacked() async throws {
        let disks = try await place.open(tools: [try trap()])
        let bytes = try place.made("qcow2", size: "60T")
        let cached = try await disks.cacheImage(place.image(bytes, format: "qcow2"))
        #expect(cached.virtualSize == 60 << 40)
        #expect(try place.bytes(cached.path).count == bytes.count)
        #expect(!FileManager.default.fileExists(atPath: place.root + "/sprung"))
    }

    @Test func theTrapWouldSpring() async throws {
        let disks = try await place.open(tools: [try trap()])
        await #expect(throws: DiskError.self) {
            try await disks.cacheImage(place.image(try place.made("vdi"), format: "vdi"))
        }
        #expect(FileManager.default.fileExists(atPath: place.root + "/sprung"))
        #expect(place.names(place.cache).isEmpty)
    }
}
