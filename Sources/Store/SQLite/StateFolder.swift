internal import Foundation
internal import Glibc

/// A folder that this process has for itself until it is unlocked: all in it is the owner's alone (mode 0700, 0600).
final class StateFolder: Sendable {
    let path: String
    private let lock: Int32

    /// Makes the folder where there is none, and locks it.
    ///
    /// - Throws: `StoreOpeningError.inUse` or `.unusable`.
    init(_ path: String) throws(StoreOpeningError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(path: path, reason: error.localizedDescription)
        }
        lock = try Self.openFile(path + "/lock")
        // What is thrown from here on ends in `deinit`, which closes the file.
        if flock(lock, LOCK_EX | LOCK_NB) != 0 { throw .inUse(folder: path, process: Self.holder(lock)) }
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(lock, 0) != 0 || pwrite(lock, text, text.count, 0) != text.count {
            throw .unusable(path: path + "/lock", reason: Self.lastReason)
        }
    }

    deinit { close(lock) }

    /// Lets others open the folder.
    func unlock() { flock(lock, LOCK_UN) }

    /// The path of a file in the folder, which is made empty where there is none, and closed to others.
    func file(_ name: String) throws(StoreOpeningError) -> String {
        let path = path + "/" + name
        let descriptor = try Self.openFile(path)
        defer { close(descriptor) }
        if fchmod(descriptor, 0o600) != 0 { throw .unusable(path: path, reason: Self.lastReason) }
        return path
    }

    private static func openFile(_ path: String) throws(StoreOpeningError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { throw .unusable(path: path, reason: lastReason) }
        return descriptor
    }

    private static func holder(_ lock: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(lock, &text, text.count, 0)
        return Int32(String(decoding: text.prefix(max(count, 0)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    private static var lastReason: String { String(cString: strerror(errno)) }
}
