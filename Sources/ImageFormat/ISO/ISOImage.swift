/// ISO 9660 (ECMA-119) and UDF (ECMA-167): plain bytes to QEMU, a file system to the guest.
enum ISOImage {
    static func inspect(_ reader: inout ImageReader) throws(ImageRefusal) -> ImageFacts {
        try reader.requireVirtualSize(reader.size, of: .iso)
        let identifier = try reader.read("volume descriptor", of: .iso, at: 0x8001, count: 5)
        return ImageFacts(
            format: .iso,
            fileSize: reader.size,
            virtualSize: reader.size,
            subformat: identifier.has("CD001", at: 0) ? "iso9660" : "udf"
        )
    }
}
