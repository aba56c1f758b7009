package import Demands
package import Model

extension Guest {
    package struct Interface: Hashable, Sendable {
        package enum Source: Hashable, Sendable {
            case bridge(String)
            /// A tap device that something else wires up.
            case ethernet
            case macvtap(device: String, mode: String)
            case vhostUser(path: String, mode: String)
            case hostDevice(PCIAddress)
            case vdpa(device: String)

            package var kind: String {
                switch self {
                case .bridge: "bridge"
                case .ethernet: "ethernet"
                case .macvtap: "direct"
                case .vhostUser: "vhostuser"
                case .hostDevice: "hostdev"
                case .vdpa: "vdpa"
                }
            }
        }

        package struct Driver: Hashable, Sendable {
            package var name: String?
            package var queues: Int?
            package var rxQueueSize: Int?
            package var txQueueSize: Int?
            package var isPacked = false
        }

        /// What a switch beyond the interface knows it by.
        package enum VirtualPort: Hashable, Sendable {
            case openVSwitch(interface: String)
            /// IEEE 802.1Qbh.
            case bridgePortExtension(profile: String)
        }

        /// A filter of libvirt against forged addresses, with the addresses that the port owns.
        package struct Filter: Hashable, Sendable {
            package var name: String
            package var addresses: [String]
        }

        package var source: Source
        package var mac: String
        package var model: String?
        package var driver: Driver?
        package var target: String?
        package var mtu: Int?
        package var vlan: Int?
        package var virtualPort: VirtualPort?
        package var filter: Filter?
        package var inbound: Bandwidth?
        package var outbound: Bandwidth?
        package var address: Address?

        package var key: DeviceKey { .interface(mac: mac) }
    }
}
