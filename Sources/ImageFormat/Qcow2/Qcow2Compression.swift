/// How a qcow2 image's compressed clusters are compressed, by the number its header gives.
package enum Qcow2Compression: UInt8, Sendable, Hashable, Codable {
    case zlib = 0
    case zstd = 1
}
