/// Compares a whole file with what the image service says of it.
enum FileVerification {
    /// - Parameter size: bytes; nil where it is not known.
    static func matches(_ path: String, size: Int64?, hash: ImageHash) throws(FileFailure) -> Bool {
        let file = try OpenFile.reading(path)
        if let size, try file.status().size != size { return false }
        var state = HashState(hash)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset: Int64 = 0
        while true {
            let length = try file.read(at: offset, into: &buffer)
            guard length > 0 else { return state.matches }
            buffer.withUnsafeBytes { state.add(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
            offset += Int64(length)
        }
    }
}
