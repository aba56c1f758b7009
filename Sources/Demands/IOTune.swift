/// How much a disk may read and write; libvirt's `<iotune>`, by its element's names.
package struct IOTune: Codable, Hashable, Sendable {
    package var limits: [Limit: Int]

    package init(limits: [Limit: Int] = [:]) { self.limits = limits }

    package enum Limit: String, Codable, Hashable, Sendable, CaseIterable, CodingKeyRepresentable {
        case readBytesSec = "read_bytes_sec"
        case readIOPSSec = "read_iops_sec"
        case writeBytesSec = "write_bytes_sec"
        case writeIOPSSec = "write_iops_sec"
        case totalBytesSec = "total_bytes_sec"
        case totalIOPSSec = "total_iops_sec"
        case readBytesSecMax = "read_bytes_sec_max"
        case writeBytesSecMax = "write_bytes_sec_max"
        case totalBytesSecMax = "total_bytes_sec_max"
        case readIOPSSecMax = "read_iops_sec_max"
        case writeIOPSSecMax = "write_iops_sec_max"
        case totalIOPSSecMax = "total_iops_sec_max"
        case sizeIOPSSec = "size_iops_sec"

        /// Those that a flavor may set.
        static let ofFlavor: [Self] = [
            .readBytesSec, .readIOPSSec, .writeBytesSec, .writeIOPSSec, .totalBytesSec, .totalIOPSSec,
        ]
    }
}
