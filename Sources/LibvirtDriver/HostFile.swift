internal import Glibc

/// Small files of the host, read whole.
enum HostFile {
    /// The bytes of a file of at most 1 MiB; nil where there is none.
    static func bytes(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while content.count < 1 << 20 {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            content += buffer[..<count]
        }
        return content
    }

    /// The text of a file without white space at its end.
    static func text(_ path: String) -> String? {
        bytes(path).map { bytes in
            String(decoding: bytes.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
        }
    }

    /// Puts the bytes in place of what the file holds; readable by all, whatever the process's mask is.
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return false }
        defer { close(file) }
        return fchmod(file, 0o644) == 0 && Glibc.write(file, bytes, bytes.count) == bytes.count
    }

    /// The names in a folder, sorted.
    static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether a file there can be opened past the page cache, which `cache='none'` needs.
    static func supportsDirectIO(in folder: String) -> Bool {
        // O_DIRECT, which the C library gives only to programs that ask for its extensions; x86 and Arm differ.
        #if arch(arm64)
        let direct: Int32 = 0o200000
        #else
        let direct: Int32 = 0o40000
        #endif
        let path = "\(folder)/.directio.\(getpid())"
        let file = open(path, O_CREAT | O_WRONLY | direct | O_CLOEXEC | O_EXCL, 0o600)
        unlink(path)
        guard file >= 0 else { return false }
        close(file)
        return true
    }
}
