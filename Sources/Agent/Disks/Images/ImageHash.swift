internal import Model

/// What an image's bytes must hash to, as the image service says.
struct ImageHash: Codable, Hashable, Sendable {
    /// The algorithms known here. Source: Image API v2 reference, `os_hash_algo`, and the older `checksum` (md5).
    enum Algorithm: String, Codable, CaseIterable, Sendable {
        case sha512, sha384, sha256, sha1, md5

        /// Whether nobody can make two images with the same hash.
        var isCollisionFree: Bool { self != .sha1 && self != .md5 }
    }

    let algorithm: Algorithm
    /// Hexadecimal, in lower case.
    let value: String

    /// nil for a text that is no hash of the algorithm: it may not become part of a file's name.
    init?(algorithm: Algorithm, value: String) {
        let digits =
            switch algorithm {
            case .sha512: 128
            case .sha384: 96
            case .sha256: 64
            case .sha1: 40
            case .md5: 32
            }
        let text = value.lowercased()
        guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit) else { return nil }
        self.algorithm = algorithm
        self.value = text
    }
}
