internal import Model
internal import Synchronization

/// Which file of the cache each disk lies over: a link beside the disk, `.<disk>.base`, that names it.
///
/// A link, because it is there whole or not at all, goes with the machine's folder, and is the host's own word: the
/// disk itself, which a guest may have written, is never asked.
final class BaseRecords: Sendable {
    /// What the link of a disk names that lies over nothing.
    static let none = "none"

    /// Held while a record is made or the cache is pruned: nothing may be removed between the look and the use.
    private let lock = Mutex(())
    private let instances: String

    init(instances: String) { self.instances = instances }

    /// The link of that disk.
    static func name(of disk: String) -> String { ".\(disk).base" }

    /// Records what the disk is about to lie over; false where that is no longer in the cache.
    func record(_ disk: String, in folder: String, over base: String?) throws(FileFailure) -> Bool {
        try lock.withLock { _ throws(FileFailure) in
            let target = base.map { "../_base/\($0)" } ?? Self.none
            try FileCalls.makeLink("\(folder)/\(Self.name(of: disk))", to: target)
            guard let base else { return true }
            return try FileCalls.isRegular("\(instances)/_base/\(base)")
        }
    }

    /// Calls the body with the files of the cache that disks lie over, while no record can be made; with nil where
    /// some disk has no record, so that nothing is known.
    func whileHeld<Value: Sendable>(
        _ body: (Set<String>?) throws(FileFailure) -> Value
    ) throws(FileFailure) -> Value {
        try lock.withLock { _ throws(FileFailure) in try body(try used()) }
    }

    private func used() throws(FileFailure) -> Set<String>? {
        var used: Set<String> = []
        for name in try FileCalls.names(in: instances) where name.isServerFolder {
            let folder = "\(instances)/\(name)"
            let files = try FileCalls.names(in: folder)
            let disks = files.filter { $0.hasPrefix("disk") && !$0.hasPrefix(ConfigDriveFile.name) }
            let recorded = files.filter { $0.hasPrefix(".") && $0.hasSuffix(".base") }
            guard Set(recorded).isSuperset(of: disks.map(Self.name)) else { return nil }
            for record in recorded {
                guard let target = try FileCalls.linkTarget("\(folder)/\(record)") else { return nil }
                if let base = target.split(separator: "/").last, target != Self.none { used.insert(String(base)) }
            }
        }
        return used
    }
}
