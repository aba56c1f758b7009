/// How a host's disk files are made.
package struct DiskSettings: Sendable {
    /// The folder of all machines, absolute: Nova's `instances_path`.
    package var instances: String
    /// CPU seconds that `qemu-img` may use on a small image. Nova's `images_cpu_time_limit`.
    package var imageCPUSeconds: Int
    /// Bytes of address space that `qemu-img` may use. Nova's `images_address_space_limit`, there in GiB.
    package var imageAddressSpace: Int64
    /// How long any tool may take, and a conversion once more for each GiB of image.
    package var toolDeadline: Duration
    /// The largest disk, in bytes, that an image may claim to be.
    package var largestImage: UInt64
    /// Where tools are looked for, in order.
    package var toolFolders: [String]
    /// How many pieces of file work run at a time.
    package var threads: Int
    /// How many images are fetched at a time.
    package var fetches: Int

    package init(
        instances: String,
        imageCPUSeconds: Int = 30,
        imageAddressSpace: Int64 = 2 << 30,
        toolDeadline: Duration = .seconds(120),
        largestImage: UInt64 = 64 << 40,
        toolFolders: [String] = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"],
        threads: Int = 8,
        fetches: Int = 4
    ) {
        self.instances = instances
        self.imageCPUSeconds = imageCPUSeconds
        self.imageAddressSpace = imageAddressSpace
        self.toolDeadline = toolDeadline
        self.largestImage = largestImage
        self.toolFolders = toolFolders
        self.threads = threads
        self.fetches = fetches
    }
}
