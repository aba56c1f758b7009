/// Judges the bytes of a disk image before any tool opens it.
///
/// An image is accepted only if its content is of the declared format and of no other, and if it is complete in
/// itself: no backing file, no data file, no path, no feature that a reader would have to know and might not. Only
/// headers are read (see `ImageLimits`), so that the cost does not depend on the image's size. The source of the
/// rules are the formats' documents (QEMU's `docs/interop`, MS-VHD, MS-VHDX, VMware's Virtual Disk Format 5.0) and
/// QEMU's own readers; what is allowed beside each other follows Nova.
package struct ImageInspector: Sendable {
    private let source: any ImageSource
    private let limits: ImageLimits

    package init(_ source: any ImageSource, limits: ImageLimits = ImageLimits()) {
        self.source = source
        self.limits = limits
    }

    /// Every format that the content matches; none for plain bytes without a partition table.
    ///
    /// - Throws: `.unreadable`, `.tooMuchToRead`.
    package func detect() throws(ImageRefusal) -> [ContentFormat] {
        var reader = ImageReader(source, limits: limits)
        return try ContentDetection.detect(&reader)
    }

    /// What the image is, if it is what it is declared to be and safe to open with that format named.
    package func inspect(declared: DiskFormat) throws(ImageRefusal) -> ImageFacts {
        var reader = ImageReader(source, limits: limits)
        guard reader.size > 0 else { throw .empty }
        let content = try ContentDetection.detect(&reader)
        try Self.requireAgreement(declared, content)
        var facts =
            switch declared {
            case .raw, .ami, .ari, .aki: try RawImage.inspect(&reader, as: declared)
            case .iso: try ISOImage.inspect(&reader)
            case .qcow2: try Qcow2Image.inspect(&reader)
            case .vmdk: try VMDKImage.inspect(&reader)
            case .vhd: try VHDImage.inspect(&reader)
            case .vhdx: try VHDXImage.inspect(&reader)
            case .vdi: try VDIImage.inspect(&reader)
            case .ploop: try PloopImage.inspect(&reader)
            }
        facts.content = content
        return facts
    }

    /// Refuses a declaration that the content does not bear out, and content that is two things.
    ///
    /// A partition table is what a raw disk has. An ISO with a partition table is made to be written to a disk as
    /// it is, so it may be declared as either; a fixed VHD is a raw disk with a footer behind it.
    private static func requireAgreement(
        _ declared: DiskFormat,
        _ content: [ContentFormat]
    ) throws(ImageRefusal) {
        let images = content.filter { !$0.isPartitionTable }
        let isPartitioned = images.count < content.count
        guard images.count < 2 else { throw .severalFormats(content) }
        if let image = images.first, image != .iso, image != .vhd, isPartitioned {
            throw .severalFormats(content)
        }
        let agrees =
            switch declared {
            case .raw: images.isEmpty || (images == [.iso] && isPartitioned)
            case .ami, .ari, .aki: images.isEmpty || images == [.iso]
            case .iso: images == [.iso]
            case .qcow2: images == [.qcow2]
            case .vmdk: images == [.vmdk]
            case .vhd: images == [.vhd]
            case .vhdx: images == [.vhdx]
            case .vdi: images == [.vdi]
            case .ploop: images == [.ploop]
            }
        guard agrees else { throw .declaredDiffers(declared: declared, detected: content) }
    }
}
