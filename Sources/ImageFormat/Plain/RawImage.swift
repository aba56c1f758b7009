/// Plain bytes: the file is the disk, and every byte of it is the guest's business.
enum RawImage {
    static func inspect(_ reader: inout ImageReader, as format: DiskFormat) throws(ImageRefusal) -> ImageFacts {
        try reader.requireVirtualSize(reader.size, of: format)
        return ImageFacts(format: format, fileSize: reader.size, virtualSize: reader.size)
    }
}
