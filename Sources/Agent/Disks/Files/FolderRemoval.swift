internal import Glibc

/// Removes a folder with all in it, without ever leaving it: links are removed, not followed, and another file
/// system mounted below is an error.
enum FolderRemoval {
    /// Does nothing where there is no folder.
    static func remove(_ path: String) throws(FileFailure) {
        let folder: OpenFile
        do { folder = try OpenFile.folder(path) } catch {
            if error.code == ENOENT { return }
            throw error
        }
        try empty(folder, device: try folder.status().device)
        guard rmdir(path) == 0 || errno == ENOENT else { throw FileFailure("remove", path) }
    }

    private static func empty(_ folder: OpenFile, device: UInt64) throws(FileFailure) {
        for name in try FileCalls.names(in: folder) {
            if unlinkat(folder.descriptor, name, 0) == 0 || errno == ENOENT { continue }
            guard errno == EISDIR || errno == EPERM else {
                throw FileFailure("remove", "\(folder.path)/\(name)")
            }
            let inner = try folder.folder(named: name)
            guard try inner.status().device == device else {
                throw FileFailure("remove, as another file system is mounted there,", inner.path, code: EXDEV)
            }
            try empty(inner, device: device)
            guard unlinkat(folder.descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
                throw FileFailure("remove", inner.path)
            }
        }
    }
}
