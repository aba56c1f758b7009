package import Demands
package import Model

extension Guest {
    package struct Controller: Hashable, Sendable {
        package var type: String
        /// Nil lets libvirt count.
        package var index: Int?
        package var model: String?
        package var modelName: String?
        package var target: [String: String] = [:]
        package var address: Address?
    }

    package struct RNG: Hashable, Sendable {
        /// The host's device.
        package var source: String
        package var rate: RNGDemand.Rate?
        package var address: Address?

        package static let key = DeviceKey.single("rng")
    }

    package struct TPM: Hashable, Sendable {
        package var demand: TPMDemand
        package var secretUUID: String
    }

    package struct Watchdog: Hashable, Sendable {
        package var action: WatchdogAction
        package var address: Address?

        package static let key = DeviceKey.single("watchdog")
    }

    package struct Balloon: Hashable, Sendable {
        /// Seconds between statistics; nil for none.
        package var period: Int?
        package var address: Address?

        package static let key = DeviceKey.single("memballoon")
    }

    package struct PassedDevice: Hashable, Sendable {
        package var source: HostDevice
        package var address: Address?

        package var key: DeviceKey {
            switch source {
            case .pci(let address): .hostDevice(address.description)
            case .mediated(let uuid): .hostDevice(uuid)
            }
        }
    }

    package struct IOMMU: Hashable, Sendable {
        package struct Driver: Hashable, Sendable {
            package var addressBits: Int
            package var hasExtendedInterrupts: Bool
        }

        package var model: VIOMMUModel
        /// What the models intel and smmuv3 are told; the model virtio takes none of it.
        package var driver: Driver?
    }
}
