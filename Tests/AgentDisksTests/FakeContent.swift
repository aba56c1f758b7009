import HostLink
import Model
import Synchronization

/// An image service in memory that counts what is asked of it and fails as told.
final class FakeContent: ImageContent {
    enum Fault { case cut(after: Int), extra([UInt8]), broken(String) }

    private struct State {
        var images: [String: [UInt8]] = [:]
        var files: [String: String] = [:]
        var fault: Fault?
        var streams = 0
    }

    private let state = Mutex(State())

    /// How many streams were opened.
    var streams: Int { state.withLock { $0.streams } }

    func put(_ bytes: [UInt8], _ id: String) { state.withLock { $0.images[id] = bytes } }
    func share(_ path: String, as id: ID<Image>) { state.withLock { $0.files[id.value] = path } }
    func fail(_ fault: Fault?) { state.withLock { $0.fault = fault } }

    func localFile(of image: ID<Image>) async throws -> String? { state.withLock { $0.files[image.value] } }

    func stream(of image: ID<Image>) async throws -> AsyncThrowingStream<[UInt8], any Error> {
        let (bytes, fault) = state.withLock { state in
            state.streams += 1
            return (state.images[image.value] ?? [], state.fault)
        }
        return AsyncThrowingStream { continuation in
            var sent = bytes
            switch fault {
            case .cut(let count): sent = Array(bytes.prefix(count))
            case .extra(let more): sent += more
            case .broken(let reason): continuation.finish(throwing: Broken(reason: reason))
            case nil: break
            }
            for start in stride(from: 0, to: sent.count, by: 40_000) {
                continuation.yield(Array(sent[start..<min(start + 40_000, sent.count)]))
            }
            continuation.finish()
        }
    }

    struct Broken: Error { let reason: String }
}
