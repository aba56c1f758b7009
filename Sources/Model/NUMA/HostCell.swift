/// A NUMA cell of a host as libvirt describes it.
///
/// Source: libvirt's "Driver capabilities XML format", element `<topology>`.
package struct HostCell: Codable, Hashable, Sendable {
    package struct CPU: Codable, Hashable, Sendable {
        package var id: Int
        /// The threads of its core, itself among them.
        package var siblings: [Int]

        package init(id: Int, siblings: [Int]) {
            self.id = id
            self.siblings = siblings
        }
    }

    package struct Pages: Codable, Hashable, Sendable {
        package var sizeKiB: Int
        package var total: Int

        package init(sizeKiB: Int, total: Int) {
            self.sizeKiB = sizeKiB
            self.total = total
        }
    }

    package var id: Int
    package var memoryMiB: Int
    package var cpus: [CPU]
    package var pages: [Pages]

    package init(id: Int, memoryMiB: Int, cpus: [CPU], pages: [Pages]) {
        self.id = id
        self.memoryMiB = memoryMiB
        self.cpus = cpus
        self.pages = pages
    }
}
