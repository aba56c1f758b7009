extension SparseImage {
    static func vmdkDescriptor(
        kind: String = "monolithicSparse",
        parent: String = "ffffffff",
        extent: String = "RW 20480 SPARSE \"disk.vmdk\"",
        more: String = ""
    ) -> String {
        """
        # Disk DescriptorFile
        version=1
        CID=fffffffe
        parentCID=\(parent)
        createType="\(kind)"
        \(more)
        # Extent description
        \(extent)

        # The Disk Data Base
        #DDB

        ddb.adapterType = "ide"
        ddb.toolsInstallPath = "/usr/lib"

        """
    }

    /// A disk of 10 MiB in one sparse extent.
    static func vmdk(descriptor: String = vmdkDescriptor()) -> SparseImage {
        var image = SparseImage(size: 0x20000)
        image.putVMDKHeader(at: 0, grainDirectory: 26, isCompressed: false)
        image.put(descriptor, at: 512)
        return image
    }

    /// A disk of 10 MiB as a stream, whose grain directory is found by its footer.
    static func vmdkStream() -> SparseImage {
        var image = SparseImage(size: 0x20000)
        image.putVMDKHeader(at: 0, grainDirectory: .max, isCompressed: true)
        image.put(vmdkDescriptor(kind: "streamOptimized"), at: 512)
        image.put(little: UInt64(1), at: image.size - 1536)
        image.put(little: UInt32(3), at: image.size - 1536 + 12)
        image.putVMDKHeader(at: image.size - 1024, grainDirectory: 40, isCompressed: true)
        return image
    }

    mutating func putVMDKHeader(at offset: UInt64, grainDirectory: UInt64, isCompressed: Bool) {
        put("KDMV", at: offset)
        put(little: UInt32(isCompressed ? 3 : 1), at: offset + 4)
        put(little: UInt32(isCompressed ? 0x30001 : 3), at: offset + 8)
        put(little: UInt64(20480), at: offset + 12)
        put(little: UInt64(128), at: offset + 20)
        put(little: UInt64(1), at: offset + 28)
        put(little: UInt64(20), at: offset + 36)
        put(little: UInt32(512), at: offset + 44)
        put(little: UInt64(isCompressed ? 0 : 21), at: offset + 48)
        put(little: grainDirectory, at: offset + 56)
        put(little: UInt64(128), at: offset + 64)
        put([0x0A, 0x20, 0x0D, 0x0A], at: offset + 73)
        put(little: UInt16(isCompressed ? 1 : 0), at: offset + 77)
    }
}
