import Foundation
import Runtime
import Testing

@testable import Store

@Suite("Copies of the database")
struct SQLiteBackupTests {
    private let folder: TemporaryFolder
    private let runtime = ManualRuntime()
    private var copy: String { folder.path + "/copy" }
    private var state: String { folder.path + "/state" }

    init() throws { folder = try TemporaryFolder() }

    private func open(_ folder: String? = nil) async throws -> SQLiteStore {
        try await SQLiteStore.open(folder: folder ?? state, runtime: runtime)
    }

    @Test("hold what was committed when they were made, though the store is open")
    func whileOpen() async throws {
        let store = try await open()
        try await store.put(("k/a", "1"))
        let content = try SQLiteBackup.write(of: state, to: copy)
        try await store.put(("k/a", "2"))
        #expect(content.cluster == store.cluster.value)
        #expect(try SQLiteBackup.examine(copy) == content)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        await store.close()
    }

    @Test("are put back when nobody has the folder open; what they replace is kept")
    func putBack() async throws {
        let store = try await open()
        try await store.put(("k/a", "1"))
        _ = try SQLiteBackup.write(of: state, to: copy)
        try await store.put(("k/a", "2"), ("k/b", "2"))
        let replaced = try SQLiteBackup.prepareRestore(of: copy, in: state)
        #expect(try SQLiteBackup.finishRestore(in: state) == getpid())
        #expect(SQLiteBackup.isWaiting(in: state))
        #expect(try await store.get("k/a")?.text == "2")
        await store.close()

        #expect(try SQLiteBackup.finishRestore(in: state) == nil)
        #expect(!SQLiteBackup.isWaiting(in: state))
        let restored = try await open()
        #expect(restored.cluster.value == replaced.cluster)
        #expect(try await restored.get("k/a")?.text == "1")
        #expect(try await restored.get("k/b") == nil)
        await restored.close()
        let log = try FileManager.default.attributesOfItem(atPath: state + "/store.sqlite.before-restore-wal")
        #expect(log[.size] as? Int == 0)
        try FileManager.default.removeItem(atPath: state + "/store.sqlite")
        try FileManager.default.moveItem(
            atPath: state + "/store.sqlite.before-restore", toPath: state + "/store.sqlite")
        let before = try await open()
        #expect(try await before.get("k/b")?.text == "2")
        await before.close()
    }

    @Test("are put back by the next start", arguments: [false, true])
    func nextStart(afterCut isCut: Bool) async throws {
        let store = try await open()
        try await store.put(("k/a", "1"))
        _ = try SQLiteBackup.write(of: state, to: copy)
        try await store.put(("k/a", "2"))
        await store.close()
        _ = try SQLiteBackup.prepareRestore(of: copy, in: state)
        if isCut {
            // The machine died when the old database had gone and its log had not.
            try FileManager.default.moveItem(
                atPath: state + "/store.sqlite", toPath: state + "/store.sqlite.before-restore")
            try Data("log".utf8).write(to: URL(filePath: state + "/store.sqlite-wal"))
        }
        let restored = try await open()
        #expect(try await restored.get("k/a")?.text == "1")
        #expect(FileManager.default.fileExists(atPath: state + "/store.sqlite.before-restore"))
        await restored.close()
    }

    @Test("of another cluster are refused, and nothing is changed")
    func otherCluster() async throws {
        let other = try await open(folder.path + "/other")
        _ = try SQLiteBackup.write(of: folder.path + "/other", to: copy)
        let store = try await open()
        #expect(
            throws: BackupError.otherCluster(copy, found: other.cluster.value, expected: store.cluster.value)
        ) { _ = try SQLiteBackup.prepareRestore(of: copy, in: state) }
        #expect(!SQLiteBackup.isWaiting(in: state))
        await store.close()
        await other.close()
    }

    @Test("that are damaged, or none, are refused", arguments: ["", "no database, whatever its name may say"])
    func damaged(text: String) async throws {
        let store = try await open()
        try Data(text.utf8).write(to: URL(filePath: copy))
        #expect(throws: BackupError.self) { _ = try SQLiteBackup.prepareRestore(of: copy, in: state) }
        #expect(throws: BackupError.self) { _ = try SQLiteBackup.write(of: folder.path + "/none", to: copy) }
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == text)
        await store.close()
    }
}
