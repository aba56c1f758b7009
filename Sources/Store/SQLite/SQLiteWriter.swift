internal import Dispatch
internal import GRDB
internal import Runtime
internal import Synchronization

/// The one writer of a database: all who wait share a commit to the disk, and so its cost.
final class SQLiteWriter: Sendable {
    enum Work: Sendable {
        case commit(Transaction)
        case deleteKeys(LeaseID)
        case raiseFloor(Revision)
    }

    typealias Answer = Result<CommitResult, StoreError>

    private struct Request: Sendable {
        let work: Work
        let answer: CheckedContinuation<Answer, Never>
    }

    private struct Waiting {
        var requests: [Request] = []
        var isRunning = false
        var isClosed = false
    }

    /// What the queue's work knows of the database.
    private struct Progress {
        var revision: Revision
        var sweep: SQLiteHistory.Sweep
        var retention: HistoryRetention
    }

    /// What came of requests that were written together.
    private struct Group {
        var progress: Progress
        var answers: [Answer] = []
        var commits: [WatchBatch] = []
    }

    /// How many requests share a commit at most, so that the first of them does not wait for long.
    private static let maximumGroup = 256
    /// How many versions are looked at in one go to delete what is old.
    private static let sweptVersions = 1024

    private let pool: DatabasePool
    private let hub: WatchHub
    private let leases: LeaseBook
    private let runtime: any Runtime
    /// Blocks in the database; so it is a thread of its own, and none of those that run tasks.
    private let queue = DispatchQueue(label: "vireo.store.writer", qos: .userInitiated)
    private let waiting = Mutex(Waiting())
    private let progress: Mutex<Progress>

    init(
        _ pool: DatabasePool,
        hub: WatchHub,
        leases: LeaseBook,
        at revision: Revision,
        _ sweep: SQLiteHistory.Sweep,
        _ limits: HistoryLimits,
        _ runtime: any Runtime
    ) {
        self.pool = pool
        self.hub = hub
        self.leases = leases
        self.runtime = runtime
        progress = Mutex(Progress(revision: revision, sweep: sweep, retention: HistoryRetention(limits)))
    }

    var isClosed: Bool { waiting.withLock { $0.isClosed } }

    /// Returns once the work is on the disk.
    func perform(_ work: Work) async throws(StoreError) -> CommitResult {
        let answer = await withCheckedContinuation { (continuation: CheckedContinuation<Answer, Never>) in
            let (isClosed, isIdle) = waiting.withLock { waiting in
                if waiting.isClosed { return (true, false) }
                waiting.requests.append(Request(work: work, answer: continuation))
                defer { waiting.isRunning = true }
                return (false, !waiting.isRunning)
            }
            if isClosed { continuation.resume(returning: .failure(.closed)) }
            if isIdle { queue.async { self.run() } }
        }
        return try answer.get()
    }

    /// Refuses new work, ends what was accepted, then closes the database.
    func close() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            waiting.withLock { $0.isClosed = true }
            queue.async {
                self.run()
                // The last connection to be closed is one that only reads, and leaves the log as it is.
                try? self.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
                try? self.pool.close()
                continuation.resume()
            }
        }
    }

    private func run() {
        var canSweep = true
        while let requests = take(sweeping: canSweep) { canSweep = perform(requests) }
    }

    /// The next group; empty when there is only old history to delete, nil when there is nothing to do.
    private func take(sweeping: Bool) -> [Request]? {
        let isSwept = progress.withLock { $0.sweep.isDone }
        return waiting.withLock { waiting in
            if waiting.requests.isEmpty, isSwept || !sweeping || waiting.isClosed {
                waiting.isRunning = false
                return nil
            }
            let requests = Array(waiting.requests.prefix(Self.maximumGroup))
            waiting.requests.removeFirst(requests.count)
            return requests
        }
    }

    /// Writes a group: what is refused fails its own caller only; what the disk refuses fails all.
    ///
    /// - Returns: whether it was written.
    private func perform(_ requests: [Request]) -> Bool {
        progress.withLock { progress in
            do {
                let group = try write(requests, after: progress)
                progress = group.progress
                hub.publish(group.commits)
                for (request, answer) in zip(requests, group.answers) { request.answer.resume(returning: answer) }
                return true
            } catch {
                let failure = StoreError(error)
                for request in requests { request.answer.resume(returning: .failure(failure)) }
                return false
            }
        }
    }

    /// Where the disk is full the log is written from its beginning again, if what is in it can go into the database: so
    /// what takes the place of something else is written still.
    private func write(_ requests: [Request], after progress: Progress) throws -> Group {
        do {
            return try writeOnce(requests, after: progress)
        } catch let error as DatabaseError where error.isDiskFull {
            let log = try? pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
            guard let log, log.checkpointedFrameCount == log.walFrameCount else { throw error }
            return try writeOnce(requests, after: progress)
        }
    }

    private func writeOnce(_ requests: [Request], after progress: Progress) throws -> Group {
        var group = Group(progress: progress)
        try pool.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                let history = SQLiteHistory(database: database)
                for request in requests {
                    group.answers.append(try perform(request.work, history, &group.progress, &group.commits))
                }
                try tidy(history, &group.progress)
                return .commit
            }
        }
        return group
    }

    private func perform(
        _ work: Work,
        _ history: SQLiteHistory,
        _ progress: inout Progress,
        _ commits: inout [WatchBatch]
    ) throws -> Answer {
        switch work {
        case .commit(let transaction):
            if let missing = leases.missing(transaction.leases) { return .failure(.noLease(missing)) }
            guard let commit = try history.commit(transaction, at: progress.revision) else {
                return .success(.conflict)
            }
            if !commit.events.isEmpty { commits.append(commit) }
            progress.revision = commit.revision
        case .deleteKeys(let lease):
            let deletions = try history.deleteKeys(of: lease, after: progress.revision)
            commits += deletions
            progress.revision = deletions.last?.revision ?? progress.revision
        case .raiseFloor(let wanted):
            let floor = min(wanted, progress.revision)
            if floor > progress.sweep.floor { try history.raiseFloor(to: floor, &progress.sweep) }
        }
        return .success(.committed(progress.revision))
    }

    private func tidy(_ history: SQLiteHistory, _ progress: inout Progress) throws {
        let due = progress.retention.due(at: runtime.uptime, progress.revision, floor: progress.sweep.floor)
        if let due { try history.raiseFloor(to: due, &progress.sweep) }
        if !progress.sweep.isDone { try history.advance(&progress.sweep, by: Self.sweptVersions) }
    }
}
