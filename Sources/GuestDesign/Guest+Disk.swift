package import Demands
package import Model

extension Guest {
    package struct Disk: Hashable, Sendable {
        package enum Source: Hashable, Sendable {
            case file(String)
            case block(String)
            case network(protocol: String, name: String, hosts: [NetworkHost], auth: StorageAuth?)

            /// libvirt's word for the kind, and the key of `disk_cachemodes`.
            package var kind: String {
                switch self {
                case .file: "file"
                case .block: "block"
                case .network: "network"
                }
            }
        }

        package var source: Source
        package var device: BlockDevice.DeviceType
        /// `qemu`, or nil where libvirt knows it from the source.
        package var driver: String?
        /// How the source is read; it is never probed.
        package var format: String
        package var cache: String
        package var discard: String?
        package var io: String?
        package var target: String
        package var bus: DiskBus
        package var serial: String?
        package var ioTune: IOTune
        package var logicalBlockSize: Int?
        package var physicalBlockSize: Int?
        /// UUID of the secret that opens a disk encrypted by LUKS.
        package var encryptionSecret: String?
        package var isReadOnly = false
        package var isShareable = false
        package var bootOrder: Int?
        package var address: Address?

        package var key: DeviceKey { .disk(target: target) }
    }
}
