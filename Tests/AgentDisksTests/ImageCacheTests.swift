import Agent
import Crypto
import Foundation
import Hypervisor
import Model
import Testing

/// How images come into the cache.
@Suite struct ImageCacheTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    @Test func aStreamedImageIsKeptUnderItsHash() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(3_000_000)
        let image = place.image(bytes)
        let cached = try await disks.cacheImage(image)
        #expect(cached.path == "\(place.cache)/\(Workplace.sha512(bytes).prefix(40)).raw")
        #expect(cached.format == "raw")
        #expect(cached.virtualSize == 3_000_000)
        #expect(try place.bytes(cached.path) == bytes)
        let name = URL(fileURLWithPath: cached.path).lastPathComponent
        #expect(place.names(place.cache) == [name, name + ".json"])
        let mode = try FileManager.default.attributesOfItem(atPath: cached.path)[.posixPermissions] as? Int
        #expect(mode == 0o444)
        #expect(try await disks.cacheImage(image) == cached)
        #expect(place.content.streams == 1)
    }

    @Test func manyWhoAskAtOnceShareOneFetch() async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(2_000_000))
        let found = try await withThrowingTaskGroup(of: CachedImage.self) { group in
            for _ in 0..<50 { group.addTask { try await disks.cacheImage(image) } }
            return try await group.reduce(into: Set<CachedImage>()) { $0.insert($1) }
        }
        #expect(found.count == 1)
        #expect(place.content.streams == 1)
    }

    @Test func twoImagesOfTheSameBytesAreKeptOnce() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(100_000)
        let first = try await disks.cacheImage(place.image(bytes))
        #expect(try await disks.cacheImage(place.image(bytes)) == first)
        #expect(place.content.streams == 1)
    }

    @Test func whereHashesCollideImagesAreKeptApart() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(1000)
        let digest = Insecure.MD5.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        var paths: Set<String> = []
        for var image in [place.image(bytes), place.image(bytes)] {
            image.hashAlgorithm = "md5"
            image.hash = digest
            paths.insert(try await disks.cacheImage(image).path)
        }
        #expect(paths.count == 2)
        #expect(place.content.streams == 2)
    }

    @Test(arguments: [
        FakeContent.Fault.cut(after: 70_000), .extra([1]), .broken("10.0.0.7:9292 refused"),
    ])
    func anImageThatDoesNotComeWholeLeavesNothing(fault: FakeContent.Fault) async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(200_000))
        place.content.fail(fault)
        let error = await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        guard case .imageUnavailable(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!text.contains("10.0.0.7"))
        #expect(place.names(place.cache).isEmpty)
        place.content.fail(nil)
        #expect(try await disks.cacheImage(image).virtualSize == 200_000)
    }

    @Test func otherBytesThanPromisedAreNotKept() async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(200_000))
        place.content.put([UInt8](repeating: 7, count: 200_000), image.id.value)
        let error = await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        guard case .imageUnavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.names(place.cache).isEmpty)
    }

    @Test func aFileOnThisMachineIsNotStreamed() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(200_000)
        let image = place.image(bytes)
        let path = place.root + "/stored"
        try place.write(bytes, to: path)
        place.content.share(path, as: image.id)
        let cached = try await disks.cacheImage(image)
        #expect(try place.bytes(cached.path) == bytes)
        #expect(place.content.streams == 0)
        try FileManager.default.removeItem(atPath: path)
        #expect(try await disks.cacheImage(image) == cached)
    }

    @Test(.enabled(if: Tool.isRoot)) func aFileOfAnotherFileSystemIsCopied() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(1_500_000) + [UInt8](repeating: 0, count: 1_500_000)
        let image = place.image(bytes)
        try await Tool.withSmallDisk("8m") { elsewhere in
            try place.write(bytes, to: elsewhere + "/stored")
            place.content.share(elsewhere + "/stored", as: image.id)
            let cached = try await disks.cacheImage(image)
            #expect(try place.bytes(cached.path) == bytes)
        }
    }

    @Test func aFileOnThisMachineWithOtherBytesIsNotKept() async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(200_000))
        let path = place.root + "/stored"
        try place.write([UInt8](repeating: 7, count: 200_000), to: path)
        place.content.share(path, as: image.id)
        await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        #expect(place.names(place.cache).isEmpty)
    }

    @Test func aLinkInTheImageServicesFolderIsNotFollowed() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(200_000)
        let image = place.image(bytes)
        try place.write(bytes, to: place.root + "/secret")
        try FileManager.default.createSymbolicLink(
            atPath: place.root + "/stored",
            withDestinationPath: place.root + "/secret"
        )
        place.content.share(place.root + "/stored", as: image.id)
        await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
    }

    @Test func qcow2IsKeptAsItIs() async throws {
        let disks = try await place.open()
        let bytes = try place.made("qcow2", size: "3G")
        let cached = try await disks.cacheImage(place.image(bytes, format: "qcow2"))
        #expect(cached.format == "qcow2")
        #expect(cached.virtualSize == 3 << 30)
        #expect(try place.bytes(cached.path) == bytes)
    }

    @Test(arguments: [("vmdk", "vmdk"), ("vhd", "vpc"), ("vhdx", "vhdx"), ("vdi", "vdi")])
    func otherFormatsAreMadeRaw(declared: String, format: String) async throws {
        let disks = try await place.open()
        let source = place.root + "/source"
        try Tool.run("qemu-img", ["create", "-q", "-f", format, source, "4M"])
        try Tool.run("qemu-io", ["-f", format, "-c", "write -P 0x5a 1M 64k", source])
        let cached = try await disks.cacheImage(place.image(try place.bytes(source), format: declared))
        #expect(cached.format == "raw")
        let bytes = try place.bytes(cached.path)
        #expect(Int64(bytes.count) == cached.virtualSize)
        #expect(bytes[1 << 20] == 0x5A && bytes[(1 << 20) + 65_535] == 0x5A && bytes[0] == 0)
        #expect(place.names(place.cache).count == 2)
    }

    @Test func anImageWithoutAUsableDescriptionIsRefused() async throws {
        let disks = try await place.open()
        var image = place.image(Workplace.plain(1000), format: "docker")
        await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        image = place.image(Workplace.plain(1000))
        image.hash = nil
        await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        image.hash = "../../etc/passwd"
        await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        #expect(place.content.streams == 0)
    }

    @Test func whatAnEarlierRunLeftHalfFetchedIsRemoved() async throws {
        _ = try await place.open()
        try place.write([1], to: place.cache + "/abc.raw.123.part")
        try place.write([1], to: place.cache + "/an-operators-file")
        _ = try await place.open()
        #expect(place.names(place.cache) == ["an-operators-file"])
    }

    @Test(.enabled(if: Tool.isRoot)) func aFullDiskIsToldAsSuch() async throws {
        try await Tool.withSmallDisk("1m") { small in
            let place = try Workplace(under: small)
            let disks = try await place.open()
            let error = await #expect(throws: DiskError.self) {
                try await disks.cacheImage(place.image(Workplace.plain(4_000_000)))
            }
            guard case .noSpace(let text) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!text.contains("/"))
            #expect(place.names(place.cache).isEmpty)
        }
    }
}
