internal import Glibc
internal import Runtime

/// The state folder. QEMU's user passes through it to its disks, so it can be entered by all and listed by none.
struct StateDirectory {
    let path: String

    /// Makes the folder if it is absent.
    ///
    /// - Throws: `SettingRefusal` where it cannot be made.
    init(_ path: String) throws {
        self.path = path
        guard mkdir(path, 0o711) == 0 || errno == EEXIST else {
            throw SettingRefusal("state", path, "a folder that can be made: \(String(cString: strerror(errno)))")
        }
        chmod(path, 0o711)
    }

    /// The id under which the API shows this host as a hypervisor; made once.
    func hostUUID(_ runtime: some Runtime) throws -> String {
        try remembered("host-id") { runtime.uuid() }
    }

    /// The text of a small file, made once.
    func remembered(_ name: String, _ make: () throws -> String) throws -> String {
        let file = "\(path)/\(name)"
        if let text = TextFile.read(file), !text.isEmpty { return text }
        let text = try make()
        guard TextFile.write(text, to: file) else {
            throw SettingRefusal("state", path, "a folder that can be written: \(String(cString: strerror(errno)))")
        }
        return text
    }
}
