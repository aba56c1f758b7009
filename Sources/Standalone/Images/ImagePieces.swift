internal import NIOCore

/// Hands out an image's bytes piece by piece, as they are asked for.
actor ImagePieces {
    private var iterator: ImageReader.Iterator

    init(_ reader: ImageReader) { iterator = reader.makeAsyncIterator() }

    func next() async throws -> [UInt8]? {
        var current = iterator
        let buffer = try await current.next()
        iterator = current
        return buffer.map { Array($0.readableBytesView) }
    }
}
