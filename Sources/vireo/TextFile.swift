internal import Glibc

/// Small text files, written in one step.
enum TextFile {
    static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// All bytes of a file of moderate size; nil where it cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while content.count < 1 << 20 {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            content += buffer[..<count]
        }
        return content
    }

    static func write(_ text: String, to path: String) -> Bool {
        let temporary = path + ".new"
        guard let file = fopen(temporary, "w") else { return false }
        let bytes = Array((text + "\n").utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        fsync(fileno(file))
        return fclose(file) == 0 && isWritten && rename(temporary, path) == 0
    }
}
