import Agent
import Foundation
import Hypervisor
import Model
import Testing

/// A machine's disks, compared with what `qemu-img` makes.
@Suite struct DiskMakingTests {
    private let place: Workplace
    private let disks: DiskFiles

    init() async throws {
        place = try Workplace()
        disks = try await place.open()
        try await disks.makeFolder(place.server)
    }

    private func disk(
        _ name: String,
        _ source: BlockDevice.Source,
        _ size: Int64,
        fileSystem: String? = nil
    ) -> BlockDevice {
        BlockDevice(name: name, source: source, sizeBytes: size, guestFormat: fileSystem)
    }

    private func root(_ size: Int64) -> BlockDevice { disk("disk", .image(ID("i")), size) }

    private func make(_ disk: BlockDevice, over image: CachedImage? = nil) async throws -> String {
        try await disks.makeDisk(disk, of: place.server, over: image)
        return "\(place.folder)/\(disk.name)"
    }

    /// What `qemu-img info` says, without what no two files share.
    private func facts(_ path: String) throws -> [String: String] {
        let info = try #require(try Tool.json("qemu-img", ["info", "-f", "qcow2", "--output=json", path]).first)
        return try info.filter { !["filename", "actual-size"].contains($0.key) }.mapValues { value in
            guard !(value is String) else { return "\(value)" }
            let data = try JSONSerialization.data(
                withJSONObject: value,
                options: [.sortedKeys, .fragmentsAllowed]
            )
            return String(decoding: data, as: UTF8.self)
        }
    }

    /// Its base may be pruned then, and the next of its name may lie over another.
    @Test func aDiskThatIsRemovedLeavesNothing() async throws {
        let cached = try await disks.cacheImage(place.image(try place.made("raw"), format: "raw"))
        let path = try await make(disk("disk.rescue", .image(ID("i")), 0), over: cached)
        try await disks.makeConfigDrive(
            [GuestFile(path: "a", content: [1])], of: place.server, named: "disk.config.rescue")
        #expect(try await disks.disks(of: place.server) == ["disk.rescue", "disk.config.rescue"])
        try await disks.removeDisks(["disk.config.rescue", "disk.rescue", "disk.swap"], of: place.server)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == [])
        #expect(!FileManager.default.fileExists(atPath: path))
        await #expect(throws: DiskError.self) { try await disks.removeDisks(["../x"], of: place.server) }
    }

    @Test(arguments: ["raw", "qcow2"])
    func anOverlayIsWhatQemuImgMakes(format: String) async throws {
        let cached = try await disks.cacheImage(place.image(try place.made(format), format: format))
        let path = try await make(root(10 << 30), over: cached)
        try Tool.run("qemu-img", ["check", "-f", "qcow2", path])
        let reference = place.root + "/reference"
        try Tool.run(
            "qemu-img",
            [
                "create", "-q", "-f", "qcow2", "-o", "backing_file=\(cached.path),backing_fmt=\(format)", reference,
                "10G",
            ]
        )
        #expect(try facts(path) == facts(reference))
        let chain = try Tool.json("qemu-img", ["info", "-f", "qcow2", "--backing-chain", "--output=json", path])
        #expect(chain.compactMap { $0["format"] as? String } == ["qcow2", format])
        #expect(chain[0]["full-backing-filename"] as? String == cached.path)
    }

    @Test func aGuestReadsTheImageAndWritesItsOwn() async throws {
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        for index in 65_536..<131_072 { bytes[index] = 0x11 }
        let cached = try await disks.cacheImage(place.image(bytes))
        let path = try await make(root(1 << 30), over: cached)
        let commands = [
            "read -P 0x11 64k 64k", "read -P 0 4M 1M", "write -P 0x22 96k 8k", "write -P 0x33 900M 2M",
            "read -P 0x11 64k 32k", "read -P 0x22 96k 8k", "read -P 0x33 900M 2M", "discard 900M 1M",
        ]
        try Tool.run("qemu-io", ["-f", "qcow2"] + commands.flatMap { ["-c", $0] } + [path])
        try Tool.run("qemu-img", ["check", "-f", "qcow2", path])
        #expect(try place.bytes(cached.path) == bytes)
        try Tool.run("qemu-img", ["resize", "-q", "-f", "qcow2", path, "2G"])
        try Tool.run("qemu-img", ["snapshot", "-q", "-c", "one", path])
        try Tool.run("qemu-img", ["check", "-f", "qcow2", path])
    }

    @Test(arguments: [512, 65_536, 512 << 20, (512 << 20) + 512, 4 << 40, (4 << 40) + 512, 64 << 40] as [Int64])
    func everySizeIsClean(size: Int64) async throws {
        let path = try await make(disk("disk.blank", .blank, size))
        try Tool.run("qemu-img", ["check", "-f", "qcow2", path])
        let reference = place.root + "/reference"
        try Tool.run("qemu-img", ["create", "-q", "-f", "qcow2", reference, String(size)])
        #expect(try facts(path) == facts(reference))
        try Tool.run("qemu-io", ["-f", "qcow2", "-c", "write -P 1 \(size - 512) 512", path])
        try Tool.run("qemu-img", ["check", "-f", "qcow2", path])
    }

    @Test func aDiskOfNoSizeIsAsLargeAsTheImage() async throws {
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1_000_001)))
        let path = try await make(root(0), over: cached)
        #expect(try facts(path)["virtual-size"] == "1000448")
    }

    @Test func aDiskSmallerThanTheImageIsRefusedWithBothSizes() async throws {
        let cached = try await disks.cacheImage(place.image(try place.made("qcow2", size: "3G"), format: "qcow2"))
        let error = await #expect(throws: DiskError.self) { try await make(root(1 << 30), over: cached) }
        guard case .imageRefused(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("3221225472") && text.contains("1073741824") && text.contains("3 GiB"))
        #expect(try await disks.disks(of: place.server).isEmpty)
    }

    @Test(arguments: [("ext4", "ephemeral_1_40d1d2c"), ("vfat", "ephemeral_1_0706d66"), (nil, "ephemeral_1_40d1d2c")])
    func anEphemeralDiskHasAFileSystem(fileSystem: String?, base: String) async throws {
        let path = try await make(disk("disk.eph0", .ephemeral, 1 << 30, fileSystem: fileSystem))
        let info = try facts(path)
        #expect(info["backing-filename"] == "\(place.cache)/\(base)")
        #expect(info["backing-filename-format"] == "raw")
        let found = try Tool.run("blkid", ["-p", "\(place.cache)/\(base)"])
        #expect(found.contains("LABEL=\"ephemeral0\""))
        #expect(found.contains("TYPE=\"\(fileSystem ?? "ext4")\""))
    }

    @Test func aSwapDiskHasASwapArea() async throws {
        let path = try await make(disk("disk.swap", .swap, 64 << 20))
        #expect(try facts(path)["backing-filename"] == "\(place.cache)/swap_64")
        #expect(try Tool.run("blkid", ["-p", place.cache + "/swap_64"]).contains("TYPE=\"swap\""))
    }

    @Test func manyDisksShareABaseMadeOnce() async throws {
        let servers = (0..<20).map { ID<Server>("00000000-0000-4000-8000-0000000000\(10 + $0)") }
        let disk = disk("disk.swap", .swap, 8 << 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for server in servers {
                group.addTask {
                    try await disks.makeFolder(server)
                    try await disks.makeDisk(disk, of: server, over: nil)
                }
            }
            try await group.waitForAll()
        }
        #expect(place.names(place.cache) == ["swap_8"])
        #expect(try await disks.folders().filter { $0 != place.server } == servers)
    }

    @Test func whatIsThereIsKeptAndLeftoversGo() async throws {
        try place.write([1, 2, 3], to: place.folder + "/.disk.part")
        try place.write([1, 2, 3], to: place.folder + "/.disk.base")
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1 << 20)))
        let path = try await make(root(0), over: cached)
        try Tool.run("qemu-io", ["-f", "qcow2", "-c", "write -P 0x77 0 64k", path])
        #expect(try await make(root(0), over: cached) == path)
        try Tool.run("qemu-io", ["-f", "qcow2", "-c", "read -P 0x77 0 64k", path])
        #expect(place.names(place.folder) == ["disk", ".disk.base"])
        #expect(try await disks.disks(of: place.server) == ["disk"])
    }

    @Test func twoWhoMakeTheSameDiskMakeOne() async throws {
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1 << 20)))
        let wanted = root(1 << 30)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await disks.makeDisk(wanted, of: place.server, over: cached) } }
            try await group.waitForAll()
        }
        try Tool.run("qemu-img", ["check", "-f", "qcow2", place.folder + "/disk"])
        #expect(place.names(place.folder) == ["disk", ".disk.base"])
    }

    @Test(arguments: [
        BlockDevice(name: "../disk", source: .blank, sizeBytes: 1 << 20),
        BlockDevice(name: "console.log", source: .blank, sizeBytes: 1 << 20),
        BlockDevice(name: "disk.x", source: .blank, sizeBytes: 0),
        BlockDevice(name: "disk.x", source: .blank, sizeBytes: -1),
        BlockDevice(name: "disk.x", source: .blank, sizeBytes: .max),
        BlockDevice(name: "disk.x", source: .blank, sizeBytes: 1 << 20, format: "raw"),
        BlockDevice(name: "disk.x", source: .ephemeral, sizeBytes: (1 << 30) + 1),
        BlockDevice(name: "disk.x", source: .ephemeral, sizeBytes: 1 << 30, guestFormat: "/bin/sh"),
        BlockDevice(name: "disk.x", source: .image(ID("i")), sizeBytes: 1 << 30),
    ])
    func whatCannotBeMadeIsRefused(wanted: BlockDevice) async throws {
        await #expect(throws: DiskError.self) { try await make(wanted) }
        #expect(place.names(place.folder).filter { !$0.hasSuffix(".base") }.isEmpty)
    }

    @Test func aBaseOutsideTheCacheIsRefused() async throws {
        for path in ["/etc/passwd", "\(place.cache)/../x", "\(place.cache)//x"] {
            let image = CachedImage(path: path, format: "raw", virtualSize: 512)
            await #expect(throws: DiskError.self) { try await make(root(0), over: image) }
        }
    }

    @Test(.enabled(if: Tool.isRoot)) func aFullDiskIsToldAsSuch() async throws {
        try await Tool.withSmallDisk("64k") { small in
            let place = try Workplace(under: small)
            let disks = try await place.open()
            try await disks.makeFolder(place.server)
            try place.write([UInt8](repeating: 1, count: 40_000), to: small + "/filler")
            let error = await #expect(throws: DiskError.self) {
                for index in 0..<16 {
                    try await disks.makeDisk(
                        BlockDevice(name: "disk.\(index)", source: .blank, sizeBytes: 1 << 30),
                        of: place.server,
                        over: nil
                    )
                }
            }
            guard case .noSpace = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!place.names(place.folder).contains { $0.hasSuffix(".part") })
        }
    }
}
