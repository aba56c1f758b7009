internal import Synchronization

/// Tokens that were found valid, by their hashes; nothing older than a change to anything that they rest on.
///
/// Whoever fills it takes the `age` before reading the store, and what was read is only kept when nothing was forgotten
/// since: so that a token revoked meanwhile does not come back.
final class TokenCache: Sendable {
    private struct State {
        /// Only where a watch tells of the changes that others make.
        var isOpen = false
        var age: UInt64 = 0
        var recent: [String: Token] = [:]
        var older: [String: Token] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 4096) { self.capacity = max(capacity / 2, 1) }

    var age: UInt64 { state.withLock { $0.age } }

    var isOpen: Bool { state.withLock { $0.isOpen } }

    func open() { change { $0.isOpen = true } }

    func close() { change { $0.isOpen = false } }

    func get(_ hash: String) -> Token? {
        state.withLock { state in
            if let token = state.recent[hash] { return token }
            guard let token = state.older[hash] else { return nil }
            keep(token, hash, &state)
            return token
        }
    }

    func put(_ token: Token, _ hash: String, readAt age: UInt64) {
        state.withLock { state in
            guard state.isOpen, state.age == age else { return }
            keep(token, hash, &state)
        }
    }

    func forget(_ hash: String) {
        state.withLock { state in
            state.age += 1
            state.recent[hash] = nil
            state.older[hash] = nil
        }
    }

    func forgetAll() { change { _ in } }

    private func keep(_ token: Token, _ hash: String, _ state: inout State) {
        if state.recent.count >= capacity {
            state.older = state.recent
            state.recent = [:]
        }
        state.recent[hash] = token
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            state.age += 1
            state.recent = [:]
            state.older = [:]
            body(&state)
        }
    }
}
