import Agent
import Foundation
import Hypervisor
import Model
import Testing

/// How the cache notices what is wrong in it, and what it lets go.
@Suite struct CacheCareTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private func root(_ size: Int64 = 0) -> BlockDevice {
        BlockDevice(name: "disk", source: .image(ID("i")), sizeBytes: size)
    }

    private func overwrite(_ path: String, _ bytes: [UInt8]) throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }

    @Test func anAlteredFileIsFetchedAgain() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(50_000)
        let image = place.image(bytes)
        let path = try await disks.cacheImage(image).path
        try overwrite(path, [9, 9, 9])
        #expect(try await disks.cacheImage(image).path == path)
        #expect(try place.bytes(path) == bytes)
        #expect(place.content.streams == 2)
    }

    @Test func aFileAlteredBehindItsDateIsFoundByVerification() async throws {
        let disks = try await place.open()
        let bytes = Workplace.plain(50_000)
        let image = place.image(bytes)
        let path = try await disks.cacheImage(image).path
        #expect(try await disks.verifyCache().isEmpty)
        try Tool.run("cp", ["-p", path, place.root + "/date"])
        try overwrite(path, [9, 9, 9])
        try Tool.run("touch", ["-r", place.root + "/date", path])
        #expect(try await disks.cacheImage(image).path == path)
        #expect(place.content.streams == 1)
        #expect(try await disks.verifyCache() == [URL(fileURLWithPath: path).lastPathComponent])
        _ = try await disks.cacheImage(image)
        #expect(try place.bytes(path) == bytes)
    }

    @Test(arguments: ["", "{", "{}"])
    func aTornEntryIsAsGoodAsNone(text: String) async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(50_000))
        let path = try await disks.cacheImage(image).path
        try place.write(Array(text.utf8), to: path + ".json")
        #expect(try await disks.cacheImage(image).path == path)
        #expect(place.content.streams == 2)
    }

    @Test func underNewRulesAnEntryIsJudgedAgain() async throws {
        let disks = try await place.open()
        let image = place.image(Workplace.plain(50_000))
        let path = try await disks.cacheImage(image).path
        let entry = String(decoding: try place.bytes(path + ".json"), as: UTF8.self)
        let old = entry.replacingOccurrences(of: #""rules" : 1"#, with: #""rules" : 0"#)
        #expect(old != entry)
        try place.write(Array(old.utf8), to: path + ".json")
        _ = try await disks.cacheImage(image)
        #expect(place.content.streams == 1)
        #expect(String(decoding: try place.bytes(path + ".json"), as: UTF8.self) == entry)
    }

    @Test func underNewRulesABadImageOfTheCacheIsRefused() async throws {
        let disks = try await place.open()
        let bad = try place.made("qcow2", ["-u", "-b", "/etc/passwd", "-F", "raw"])
        let image = place.image(bad, format: "qcow2")
        let path = "\(place.cache)/\(Workplace.sha512(bad).prefix(40)).qcow2"
        try place.write(bad, to: path)
        let times = try Tool.run("date", ["-r", path, "+%s%N"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let entry = """
            {"image": "i", "declared": "qcow2", "format": "qcow2", "virtualSize": 1048576, "size": \(bad.count),
             "modified": \(times), "rules": 0,
             "hash": {"algorithm": "sha512", "value": "\(Workplace.sha512(bad))"}}
            """
        try place.write(Array(entry.utf8), to: path + ".json")
        let error = await #expect(throws: DiskError.self) { try await disks.cacheImage(image) }
        guard case .imageRefused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(place.content.streams == 0)
    }

    @Test func whatNoMachineUsesGoesAfterItsTime() async throws {
        let disks = try await place.open()
        let old = try await disks.cacheImage(place.image(Workplace.plain(1000))).path
        place.clock.move(by: .seconds(1000))
        let new = try await disks.cacheImage(place.image(Workplace.plain(2000))).path
        try await disks.pruneCache(unusedFor: .seconds(500))
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(!FileManager.default.fileExists(atPath: old + ".json"))
        #expect(FileManager.default.fileExists(atPath: new))
    }

    @Test func whatADiskLiesOverStaysHoweverOld() async throws {
        let disks = try await place.open()
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1 << 20)))
        try await disks.makeFolder(place.server)
        try await disks.makeDisk(root(), of: place.server, over: cached)
        try await disks.makeDisk(
            BlockDevice(name: "disk.swap", source: .swap, sizeBytes: 1 << 20),
            of: place.server,
            over: nil
        )
        try await disks.makeDisk(
            BlockDevice(name: "disk.blank", source: .blank, sizeBytes: 1 << 20),
            of: place.server,
            over: nil
        )
        try await disks.makeConfigDrive([GuestFile(path: "a", content: [1])], of: place.server, named: "disk.config")
        place.clock.move(by: .seconds(100_000))
        try await disks.pruneCache(unusedFor: .seconds(10))
        #expect(FileManager.default.fileExists(atPath: cached.path))
        #expect(FileManager.default.fileExists(atPath: place.cache + "/swap_1"))
        try await disks.removeFolder(place.server)
        try await disks.pruneCache(unusedFor: .seconds(10))
        #expect(FileManager.default.fileExists(atPath: cached.path), "its time counts from its last use")
        place.clock.move(by: .seconds(20))
        try await disks.pruneCache(unusedFor: .seconds(10))
        #expect(place.names(place.cache).isEmpty)
    }

    @Test func whereADiskHasNoRecordNothingIsRemoved() async throws {
        let disks = try await place.open()
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1000)))
        try await disks.makeFolder(place.server)
        try place.write([1], to: place.folder + "/disk")
        place.clock.move(by: .seconds(1000))
        try await disks.pruneCache(unusedFor: .seconds(10))
        #expect(FileManager.default.fileExists(atPath: cached.path))
    }

    @Test func otherFilesAreLeftAlone() async throws {
        let disks = try await place.open()
        let names: Set = ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "ephemeral_x_40d1d2c", "swap_", "README"]
        for name in names { try place.write([1], to: "\(place.cache)/\(name)") }
        place.clock.move(by: .seconds(1000))
        try await disks.pruneCache(unusedFor: .seconds(10))
        #expect(place.names(place.cache) == names)
    }

    @Test func aDiskIsNotMadeOverAnImageThatJustWent() async throws {
        let disks = try await place.open()
        let cached = try await disks.cacheImage(place.image(Workplace.plain(1000)))
        place.clock.move(by: .seconds(1000))
        try await disks.pruneCache(unusedFor: .seconds(10))
        try await disks.makeFolder(place.server)
        await #expect(throws: DiskError.self) { try await disks.makeDisk(root(), of: place.server, over: cached) }
        #expect(try await disks.disks(of: place.server).isEmpty)
    }
}
