/// One of the two headers of a VHDX; the valid one with the higher sequence number counts (MS-VHDX 2.2.2).
struct VHDXHeader: Sendable, Hashable {
    private static let length = 4096
    private static let offsets: [UInt64] = [64 << 10, 128 << 10]

    let sequence: UInt64
    let version: UInt16
    let hasLog: Bool
    private let bytes: [UInt8]

    private init(_ bytes: ImageBytes) throws(ImageRefusal) {
        sequence = try bytes.little64(8)
        hasLog = try !bytes.isZero(48, 16)
        version = try bytes.little16(66)
        self.bytes = bytes.bytes
    }

    static func current(_ reader: inout ImageReader) throws(ImageRefusal) -> VHDXHeader {
        var valid: [VHDXHeader] = []
        for offset in offsets {
            let bytes = try reader.read("header", of: .vhdx, at: offset, count: length)
            if bytes.has("head", at: 0), CRC32C.isRight(bytes.bytes, at: 4) {
                valid.append(try VHDXHeader(bytes))
            }
        }
        guard let current = valid.max(by: { $0.sequence < $1.sequence }) else {
            throw .malformed(.vhdx, "both its headers are damaged")
        }
        guard valid.allSatisfy({ $0.sequence < current.sequence || $0 == current }) else {
            throw .malformed(.vhdx, "its two headers contradict each other")
        }
        return current
    }
}
