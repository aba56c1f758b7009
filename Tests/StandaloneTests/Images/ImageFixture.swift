import Model
import NIOCore
import Runtime
import Standalone
import Store

/// An image service on a folder of its own.
struct ImageFixture {
    let folder: TemporaryFolder
    let store: MemoryStore
    let images: StandaloneImages
    let owner = Caller.member(of: "p")

    init(maximumBytes: Int64 = 1 << 20) async throws {
        let runtime = SystemRuntime()
        folder = try TemporaryFolder()
        store = MemoryStore(runtime: runtime)
        images = StandaloneImages(
            store: store, runtime: runtime,
            settings: ImageSettings(folder: folder.path + "/images", maximumBytes: maximumBytes))
        _ = try await images.recover()
    }

    var files: [String] { folder.names(in: "images") }

    func queued(_ change: (inout ImageAttributes) -> Void = { _ in }) async throws -> ImageRecord {
        var attributes = ImageAttributes()
        attributes.name = "test"
        attributes.diskFormat = "raw"
        attributes.containerFormat = "bare"
        change(&attributes)
        return try await images.create(attributes, id: nil, owner: nil, for: owner)
    }

    func active(_ bytes: [UInt8]) async throws -> ImageRecord {
        let record = try await queued()
        try await images.upload(Self.body([bytes]), to: record.id, for: owner)
        return try await images.record(record.id, for: owner)
    }

    static func body(_ pieces: [[UInt8]], failing error: (any Error)? = nil) -> AsyncThrowingStream<
        ByteBuffer, any Error
    > {
        AsyncThrowingStream { continuation in
            for piece in pieces { continuation.yield(ByteBuffer(bytes: piece)) }
            continuation.finish(throwing: error)
        }
    }
}
