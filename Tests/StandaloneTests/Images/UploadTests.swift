import Cloud
import Foundation
import Model
import NIOCore
import Runtime
import Store
import Synchronization
import Testing

@testable import Standalone

@Suite("Taking an image's bytes")
struct UploadTests {
    private struct Lost: Error {}

    private final class Disk: Sendable {
        let isFull = Mutex(false)
    }

    /// Source of the digests: RFC 1321, section A.5; FIPS 180-2, section C.1.
    @Test("gives size, MD5 and SHA-512, and the bytes back")
    func digests() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.active(Array("abc".utf8))
        #expect(record.status == .active)
        #expect(record.content?.size == 3)
        #expect(record.content?.md5 == "900150983cd24fb0d6963f7d28e17f72")
        #expect(
            record.content?.sha512
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
        let path = try #require(try await fixture.images.localFile(of: record.id))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("abc".utf8))
        #expect(fixture.files == [record.id.value])
    }

    @Test("streams back what came in many pieces")
    func pieces() async throws {
        let fixture = try await ImageFixture(maximumBytes: 8 << 20)
        let record = try await fixture.queued()
        let pieces = (0..<300).map { [UInt8](repeating: UInt8($0 & 255), count: 9_999) }
        try await fixture.images.upload(ImageFixture.body(pieces), to: record.id, for: fixture.owner)
        var streamed: [UInt8] = []
        for try await piece in try await fixture.images.stream(of: record.id) { streamed += piece }
        #expect(streamed == pieces.flatMap { $0 })
        let found = try await fixture.images.content(of: record.id, for: fixture.owner) { _ in 9_990..<10_010 }
        var part: [UInt8] = []
        for try await piece in try #require(found).reader { part += Array(piece.readableBytesView) }
        #expect(part == [UInt8](repeating: 0, count: 9) + [UInt8](repeating: 1, count: 11))
    }

    @Test("that is interrupted leaves the image queued and no file; it can be tried again")
    func interrupted() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.queued()
        await #expect(throws: Lost.self) {
            try await fixture.images.upload(
                ImageFixture.body([[1, 2, 3]], failing: Lost()), to: record.id, for: fixture.owner)
        }
        #expect(try await fixture.images.record(record.id, for: fixture.owner).status == .queued)
        #expect(fixture.files.isEmpty)
        #expect(try await fixture.images.localFile(of: record.id) == nil)
        try await fixture.images.upload(ImageFixture.body([[4]]), to: record.id, for: fixture.owner)
        #expect(try await fixture.images.record(record.id, for: fixture.owner).content?.size == 1)
    }

    @Test("that is interrupted while nothing can be stored leaves the image queued as soon as that is possible again")
    func interruptedOnAFullDisk() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.queued()
        let disk = Disk()
        var store = FarStore(fixture.store, runtime: ShiftedRuntime())
        store.isFull = { disk.isFull.withLock { $0 } }
        let images = StandaloneImages(store: store, runtime: ShiftedRuntime(), settings: fixture.images.settings)
        let (body, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        async let upload: Void? = try? images.upload(body, to: record.id, for: fixture.owner)
        while try await images.record(record.id, for: fixture.owner).status != .saving { await Task.yield() }
        disk.isFull.withLock { $0 = true }
        continuation.finish(throwing: Lost())
        await upload
        #expect(try await images.record(record.id, for: fixture.owner).status == .saving)
        disk.isFull.withLock { $0 = false }
        for _ in 0..<100 where try await images.record(record.id, for: fixture.owner).status != .queued {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await images.record(record.id, for: fixture.owner).status == .queued)
    }

    @Test("past the limit is refused, and leaves nothing")
    func tooLarge() async throws {
        let fixture = try await ImageFixture(maximumBytes: 10)
        let record = try await fixture.queued()
        await #expect(throws: UploadRefusal.tooLarge(10)) {
            try await fixture.images.upload(
                ImageFixture.body([[UInt8](repeating: 0, count: 11)]), to: record.id, for: fixture.owner)
        }
        #expect(fixture.files.isEmpty)
        try await fixture.images.upload(
            ImageFixture.body([[UInt8](repeating: 0, count: 10)]), to: record.id, for: fixture.owner)
    }

    @Test("by many at once is taken from one only")
    func concurrent() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.queued()
        let won = await withTaskGroup(of: UInt8?.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let body = ImageFixture.body([[UInt8](repeating: UInt8(number), count: 50_000)])
                    do {
                        try await fixture.images.upload(body, to: record.id, for: fixture.owner)
                        return UInt8(number)
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: [UInt8]()) { if let number = $1 { $0.append(number) } }
        }
        #expect(won.count == 1)
        let path = try #require(try await fixture.images.localFile(of: record.id))
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(data == Data(repeating: try #require(won.first), count: 50_000))
        #expect(fixture.files == [record.id.value])
    }

    @Test("into an image that is deleted meanwhile ends, and leaves no file")
    func deleted() async throws {
        let fixture = try await ImageFixture()
        let record = try await fixture.queued()
        let (body, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        async let upload = refusal { try await fixture.images.upload(body, to: record.id, for: fixture.owner) }
        while try await fixture.images.record(record.id, for: fixture.owner).status != .saving { await Task.yield() }
        try await fixture.images.delete(record.id, for: fixture.owner)
        continuation.yield(ByteBuffer(bytes: [1]))
        continuation.finish()
        let refusal = await upload
        #expect(refusal == .gone)
        #expect(fixture.files.isEmpty)
    }

    @Test("that a crash cut short is forgotten at the next start; whole images stay")
    func recovery() async throws {
        let fixture = try await ImageFixture()
        let kept = try await fixture.active([7])
        let record = try await fixture.queued()
        let (body, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        let running = SystemRuntime().spawn("upload") {
            try? await fixture.images.upload(body, to: record.id, for: fixture.owner)
        }
        continuation.yield(ByteBuffer(bytes: [1]))
        while !fixture.files.contains(where: { $0.hasSuffix(".part") }) { await Task.yield() }
        let next = StandaloneImages(
            store: fixture.store, runtime: ShiftedRuntime(),
            settings: ImageSettings(folder: fixture.folder.path + "/images"))
        #expect(try await next.recover().isEmpty)
        #expect(fixture.files == [kept.id.value])
        #expect(try await next.record(record.id, for: fixture.owner).status == .queued)
        continuation.finish()
        await running.finished()
    }

    @Test("A whole file that the database knows nothing of is named and left alone")
    func unknownFile() async throws {
        let fixture = try await ImageFixture()
        let known = try await fixture.active([7])
        let lost = StandaloneImages(
            store: MemoryStore(runtime: SystemRuntime()), runtime: SystemRuntime(), settings: fixture.images.settings)
        #expect(try await lost.recover() == [known.id.value])
        #expect(fixture.files == [known.id.value])
        #expect(try await fixture.images.recover().isEmpty)
    }

    @Test("A deletion that was cut short after its record was removed is finished at the next start")
    func cutDeletion() async throws {
        let fixture = try await ImageFixture()
        let (deleted, anew) = (try await fixture.active([7]), try await fixture.active([8]))
        let record = try #require(try await Collection<ImageRecord>(fixture.store).get(deleted.id.value))
        for image in [deleted, anew] {
            let removal = try Collection.overwrite(image.id.value, ImageRemoval(image: image.id))
            _ = try await fixture.store.commit(removal)
        }
        _ = try await fixture.store.commit(Collection.removal(record))
        #expect(try await fixture.images.recover().isEmpty)
        #expect(fixture.files == [anew.id.value], "an image that was made anew under the same id stays")
        #expect(try await Collection<ImageRemoval>(fixture.store).get(deleted.id.value) == nil)
    }

    @Test("A deleted image leaves nothing in the database")
    func deletion() async throws {
        let fixture = try await ImageFixture()
        let image = try await fixture.active([7])
        try await fixture.images.delete(image.id, for: fixture.owner)
        #expect(fixture.files.isEmpty)
        #expect(try await Collection<ImageRemoval>(fixture.store).list().isEmpty)
    }

    private func refusal(_ work: () async throws -> Void) async -> UploadRefusal? {
        do {
            try await work()
            return nil
        } catch {
            return error as? UploadRefusal
        }
    }
}
