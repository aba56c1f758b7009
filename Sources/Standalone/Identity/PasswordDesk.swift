internal import Cloud
internal import Crypto
internal import Foundation
internal import Model
internal import NIOPosix
internal import Runtime
internal import Synchronization

/// Makes and checks password hashes on threads of its own; a password that was right a moment ago is not checked anew.
final class PasswordDesk: Sendable {
    /// How many may wait; each takes tens of milliseconds.
    private static let maximumWaiting = 64
    private static let memory = Duration.seconds(300)
    private static let maximumRemembered = 1024

    private struct State {
        var waiting = 0
        /// What was right, and until when that is believed.
        var remembered: [SHA256Digest: Duration] = [:]
    }

    private let runtime: any Runtime
    private let work: PasswordWork
    private let threads: NIOThreadPool
    /// Makes what is remembered worthless outside this process.
    private let key = SymmetricKey(size: .bits256)
    private let state = Mutex(State())

    init(runtime: any Runtime, work: PasswordWork) {
        self.runtime = runtime
        self.work = work
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
    }

    deinit { threads.shutdownGracefully { _ in } }

    func hash(_ password: Secret) async throws -> PasswordHash {
        try await run { [work] in try PasswordHash(of: password, work) }
    }

    /// - Parameter hash: nil for a user that does not exist or has no password: the answer takes as long as any other.
    func isRight(_ password: Secret, for hash: PasswordHash?) async throws -> Bool {
        guard let hash else {
            _ = try await self.hash(password)
            return false
        }
        let mark = mark(password, hash)
        if isRemembered(mark) { return true }
        guard try await run({ try hash.matches(password) }) else { return false }
        remember(mark)
        return true
    }

    private func run<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        let isAdmitted = state.withLock { state in
            guard state.waiting < Self.maximumWaiting else { return false }
            state.waiting += 1
            return true
        }
        guard isAdmitted else { throw CloudError.unavailable("too many logins at once; try again in a second") }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await threads.runIfActive(work)
    }

    private func mark(_ password: Secret, _ hash: PasswordHash) -> SHA256Digest {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(hash.text.utf8))
        code.update(data: Array(password.revealed.utf8))
        return SHA256.hash(data: Array(code.finalize()))
    }

    private func isRemembered(_ mark: SHA256Digest) -> Bool {
        let now = runtime.uptime
        return state.withLock { state in
            guard let end = state.remembered[mark] else { return false }
            if end > now { return true }
            state.remembered[mark] = nil
            return false
        }
    }

    private func remember(_ mark: SHA256Digest) {
        let now = runtime.uptime
        state.withLock { state in
            if state.remembered.count >= Self.maximumRemembered {
                state.remembered = state.remembered.filter { $0.value > now }
                if state.remembered.count >= Self.maximumRemembered { state.remembered = [:] }
            }
            state.remembered[mark] = now + Self.memory
        }
    }
}
