internal import Crypto

/// A hash that grows with each piece of an image.
struct HashState {
    private var state: any HashFunction
    private let expected: ImageHash

    init(_ expected: ImageHash) {
        self.expected = expected
        state =
            switch expected.algorithm {
            case .sha512: SHA512()
            case .sha384: SHA384()
            case .sha256: SHA256()
            case .sha1: Insecure.SHA1()
            case .md5: Insecure.MD5()
            }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) { state.update(bufferPointer: bytes) }

    /// Whether all that was added is what was expected.
    var matches: Bool { Hex.text(state.finalize()) == expected.value }
}
