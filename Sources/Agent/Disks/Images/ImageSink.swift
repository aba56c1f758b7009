internal import Synchronization

/// A file that is written and hashed in one pass.
final class ImageSink: Sendable {
    private struct State {
        var offset: Int64 = 0
        var hash: HashState
    }

    private let file: OpenFile
    private let state: Mutex<State>

    init(_ path: String, _ hash: ImageHash) throws(FileFailure) {
        file = try OpenFile.creating(path, mode: 0o600)
        state = Mutex(State(hash: HashState(hash)))
    }

    /// Adds the bytes at the end.
    func add(_ bytes: [UInt8]) throws(FileFailure) {
        try state.withLock { state throws(FileFailure) in
            try file.write(bytes, at: state.offset)
            bytes.withUnsafeBytes { state.hash.add($0) }
            state.offset += Int64(bytes.count)
        }
    }

    var matches: Bool { state.withLock { $0.hash.matches } }
}
