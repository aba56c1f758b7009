import Glibc
import Runtime
import Store

/// Writes to the store of a folder until it is killed or its parent is gone, and says on its output what it was told.
///
/// `StoreWriter FOLDER WRITERS`. A line each, written whole:
///
/// - `open REVISION`: the store is open, at that revision;
/// - `did WRITER REVISION NOTE`: that commit of the writer's was acknowledged, with the note that lies in `last/WRITER`;
/// - `lost WRITER`: a compare of the writer's did not hold;
/// - `saw REVISION KEYS…`: a watch delivered that, `+KEY` for a put and `-KEY` for a deletion.
@main
enum StoreWriter {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let writers = Int(arguments[2]) else { return fail("usage: FOLDER WRITERS") }
        do {
            try await write(to: arguments[1], writers)
        } catch {
            fail("\(error)")
        }
    }

    private static func write(to folder: String, _ writers: Int) async throws {
        let runtime = SystemRuntime()
        // Little history, so that it is being forgotten in every life of the process.
        let limits = HistoryLimits(revisions: 1000)
        let store = try await SQLiteStore.open(folder: folder, runtime: runtime, keeping: limits)
        let revision = try await store.list("", at: nil, after: nil, limit: 1).revision
        say("open \(revision.value)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for try await batch in store.watch("", from: revision.next) where !batch.events.isEmpty {
                    say(batch.line)
                }
            }
            group.addTask { try await holdLease(store) }
            for writer in 0..<writers {
                group.addTask {
                    try await Scribe(writer, store).write()
                    exit(1)
                }
            }
            try await group.waitForAll()
        }
    }

    /// Keys that live no longer than the process.
    private static func holdLease(_ store: SQLiteStore) async throws {
        let lease = try await store.grantLease(lasting: .seconds(3600))
        let keys = (0..<5).map { "leased/\(getpid())/\($0)" }
        _ = try await store.commit(Transaction(changes: keys.map { .put($0, [1], lease: lease) }))
    }

    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        if Glibc.write(1, bytes, bytes.count) != bytes.count { fail("the output does not take a line") }
    }

    private static func fail(_ reason: String) {
        let bytes = Array((reason + "\n").utf8)
        _ = Glibc.write(2, bytes, bytes.count)
        exit(1)
    }
}
