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
            try place.write(Array("#!/bin/sh\necho \"$0 $@\" >> \(place.root)/sprung\nexit 1\n".utf8), to: path)
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

    /// A small file that unpacks to so many bytes, which no hole makes smaller.
    private func bomb(_ bytes: Int, _ pattern: Int) throws -> Image {
        let (raw, packed) = (place.root + "/raw", place.root + "/packed")
        try Tool.run("qemu-img", ["create", "-q", "-f", "raw", raw, "\(bytes)"])
        try Tool.run("qemu-io", ["-f", "raw", "-c", "write -q -P \(pattern) 0 \(bytes)", raw])
        try Tool.run(
            "qemu-img", ["convert", "-q", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, packed])
        return place.image(try place.bytes(packed), format: "vmdk")
    }

    private func room(_ path: String) throws -> (free: Int, all: Int) {
        let facts = try FileManager.default.attributesOfFileSystem(forPath: path)
        return (try #require(facts[.systemFreeSize] as? Int), try #require(facts[.systemSize] as? Int))
    }

    private func isUnpacked(_ image: Image, by disks: DiskFiles) async throws -> Bool {
        do {
            _ = try await disks.cacheImage(image)
            return true
        } catch DiskError.noSpace {
            return false
        }
    }

    @Test(.enabled(if: Tool.isRoot)) func whatIsUnpackedOneAfterAnotherLeavesRoom() async throws {
        try await Tool.withSmallDisk("16m") { small in
            let disks = try await place.open(instances: small)
            var unpacked = 0
            for pattern in 1...8 {
                // The compressed file takes some of it.
                let half = (try room(small).free / 2 - (256 << 10)) & ~0xFFFF
                guard try await isUnpacked(try bomb(half, pattern), by: disks) else { break }
                unpacked += 1
            }
            #expect((1...4).contains(unpacked))
            let (free, all) = try room(small)
            #expect(free >= all / 10)
        }
    }

    @Test(.enabled(if: Tool.isRoot)) func whatIsUnpackedAtOnceIsAddedUp() async throws {
        let slow = place.root + "/slow"
        try FileManager.default.createDirectory(atPath: slow, withIntermediateDirectories: true)
        try place.write(Array("#!/bin/sh\nsleep 2\nexec /usr/bin/qemu-img \"$@\"\n".utf8), to: slow + "/qemu-img")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: slow + "/qemu-img")
        try await Tool.withSmallDisk("16m") { small in
            let disks = try await place.open(tools: [slow, "/usr/bin", "/usr/sbin"], instances: small)
            let bombs = try (1...4).map { try bomb(6 << 20, $0) }
            let unpacked = try await withThrowingTaskGroup(of: Bool.self) { group in
                for image in bombs { group.addTask { try await isUnpacked(image, by: disks) } }
                return try await group.reduce(into: 0) { if $1 { $0 += 1 } }
            }
            #expect(unpacked == 1)
        }
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

    @Test("What reads an image that is converted has no network and limits of its own")
    func theTrapWouldSpring() async throws {
        let disks = try await place.open(tools: [try trap()])
        await #expect(throws: DiskError.self) {
            try await disks.cacheImage(place.image(try place.made("vdi"), format: "vdi"))
        }
        let called = String(decoding: try place.bytes(place.root + "/sprung"), as: UTF8.self)
        let words = called.split(separator: " ").map(String.init)
        #expect(words.first?.hasSuffix(Tool.isRoot ? "/trap/unshare" : "/trap/prlimit") == true)
        if Tool.isRoot { #expect(words.contains("--net")) }
        #expect(words.contains { $0.hasPrefix("--as=") } && words.contains { $0.hasPrefix("--cpu=") })
        #expect(called.contains("qemu-img convert ") && called.contains("-f vdi"))
        #expect(place.names(place.cache).isEmpty)
    }
}
