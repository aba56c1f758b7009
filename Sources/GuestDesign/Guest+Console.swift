package import Demands
package import Model

extension Guest {
    package struct Serial: Hashable, Sendable {
        package enum Backend: Hashable, Sendable {
            case pty
            case tcp(host: String, port: Int)
            case unix(path: String)
        }

        /// What the guest sees it as.
        package enum Place: Hashable, Sendable {
            case port
            /// A console, of the kind that libvirt chooses where none is named.
            case console(target: String?)
        }

        package var backend: Backend
        /// The file that keeps what the guest writes.
        package var log: String?
        package var place = Place.port
    }

    package struct Graphics: Hashable, Sendable {
        /// `vnc`, `spice`.
        package var type: String
        package var listen: ConsoleListen
    }

    package struct Video: Hashable, Sendable {
        package var model: VideoModel
        package var ramKiB: Int?
        package var address: Address?

        package static let key = DeviceKey.single("video")
    }

    package struct Input: Hashable, Sendable {
        /// `tablet`, `keyboard`.
        package var type: String
        package var bus: InputBus
        package var address: Address?

        package var key: DeviceKey { .input(type: type, bus: bus.rawValue) }
    }

    package struct Channel: Hashable, Sendable {
        package enum Backend: Hashable, Sendable {
            case spice
            case unix(path: String)
        }

        package var backend: Backend
        package var name: String
        package var address: Address?

        package var key: DeviceKey { .channel(name: name) }
    }
}
