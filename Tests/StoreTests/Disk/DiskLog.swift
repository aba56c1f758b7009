import Foundation
import GRDBSQLite
import Synchronization

/// What was done to the files of a folder, in its order, and what they may hold when the machine loses its power.
final class DiskLog: Sendable {
    private enum Event: Sendable {
        case done(String, DiskShim.Operation)
        case acknowledged(Int)
    }

    /// How much of what was not synced is on the disk.
    enum Luck {
        case all
        case nothing
        /// Any of the writes, each whole or to some sector, whatever their order.
        case some
    }

    private let events = Mutex<[Event]>([])
    private let before: [String: [UInt8]]

    /// Begins with the files as they are.
    init(_ folder: String, _ files: [String]) throws {
        before = try Dictionary(
            uniqueKeysWithValues: files.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
                .map { ($0, Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)")))) })
    }

    var count: Int { events.withLock { $0.count } }

    func script(_ file: String, _ operation: DiskShim.Operation) -> CInt {
        if case .read = operation { return SQLITE_OK }
        events.withLock { $0.append(.done(file, operation)) }
        return SQLITE_OK
    }

    func acknowledge(_ number: Int) { events.withLock { $0.append(.acknowledged(number)) } }

    /// The greatest number that was acknowledged before so many events.
    func acknowledged(before end: Int) -> Int {
        events.withLock { events in
            events[..<end].reduce(0) { if case .acknowledged(let number) = $1 { max($0, number) } else { $0 } }
        }
    }

    /// The files after a loss of power that let so many events happen.
    func files(after end: Int, _ luck: Luck) -> [String: [UInt8]] {
        var safe = before
        var pending: [(file: String, operation: DiskShim.Operation)] = []
        for case .done(let file, let operation) in events.withLock({ $0[..<end] }) {
            guard case .sync = operation else {
                pending.append((file, operation))
                continue
            }
            for change in pending where change.file == file { change.operation.apply(to: &safe[file, default: []]) }
            pending.removeAll { $0.file == file }
        }
        for change in pending {
            switch luck {
            case .all: change.operation.apply(to: &safe[change.file, default: []])
            case .some where Bool.random(): change.operation.torn.apply(to: &safe[change.file, default: []])
            case .some, .nothing: break
            }
        }
        return safe
    }
}

extension DiskShim.Operation {
    fileprivate var torn: Self {
        guard case .write(let offset, let bytes) = self, Bool.random() else { return self }
        return .write(offset: offset, bytes: Array(bytes.prefix(Int.random(in: 0...bytes.count / 512) * 512)))
    }

    fileprivate func apply(to content: inout [UInt8]) {
        switch self {
        case .write(let offset, let bytes):
            let end = offset + bytes.count
            if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
            content.replaceSubrange(offset..<end, with: bytes)
        case .truncate(let size):
            if content.count > size { content.removeSubrange(size...) }
        case .sync, .read:
            break
        }
    }
}
