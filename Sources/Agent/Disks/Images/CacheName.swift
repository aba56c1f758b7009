internal import Crypto
internal import Hypervisor
internal import ImageFormat
internal import Model

/// What the cache calls an image: by its content, so that the same bytes are kept once.
struct CacheName: Hashable, Sendable {
    let hash: ImageHash
    let declared: DiskFormat
    /// `<40 hexadecimal digits>.<disk_format>`. The format belongs to it, for it decides what is made of the bytes.
    let file: String

    /// - Throws: `.imageRefused` for an image that no disk can be made of, `.imageUnavailable` without a usable hash.
    init(_ image: Image) throws(DiskError) {
        guard let format = image.diskFormat, let declared = DiskFormat(rawValue: format) else {
            let known = DiskFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw .imageRefused(
                "The image's disk_format is \(image.diskFormat ?? "not set"); it must be one of \(known)."
            )
        }
        guard let name = image.hashAlgorithm, let value = image.hash else {
            throw .imageUnavailable("The image has no checksum, so its data cannot be verified. Upload it again.")
        }
        guard let algorithm = ImageHash.Algorithm(rawValue: name.lowercased()),
            let hash = ImageHash(algorithm: algorithm, value: value)
        else {
            let known = ImageHash.Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw .imageUnavailable(
                "The image's checksum (\(name) \(value)) is not one of \(known), so its data cannot be verified."
            )
        }
        self.hash = hash
        self.declared = declared
        // Where two images with one hash can be made, one tenant's must not stand in for another's.
        let identity =
            algorithm.isCollisionFree
            ? hash.value : Hex.text(SHA256.hash(data: Array("\(name):\(hash.value):\(image.id)".utf8)))
        file = "\(identity.prefix(40)).\(declared.rawValue)"
    }

    /// Whether a file of the cache has a name that this type gives.
    static func isName(_ file: String) -> Bool {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].utf8.count == 40 && parts[0].allSatisfy(\.isHexDigit)
            && DiskFormat(rawValue: String(parts[1])) != nil
    }
}
