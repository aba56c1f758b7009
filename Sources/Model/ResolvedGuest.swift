/// What libvirt chose when a guest was first defined: given back to the guest's design, the same guest comes out
/// again after a restart, a hot-plug, a migration or a newer QEMU.
///
/// Source: libvirt's "Domain XML format", sections "Device addresses" and "Controllers".
package struct ResolvedGuest: Codable, Hashable, Sendable {
    /// Where a device sits: an `<address>` element, its attributes as libvirt wrote them.
    package struct Address: Codable, Hashable, Sendable {
        /// `pci`, `drive`, `usb`, `virtio-serial`, …
        package var type: String
        package var attributes: [String: String]

        package init(type: String, attributes: [String: String]) {
            self.type = type
            self.attributes = attributes
        }
    }

    package struct Controller: Codable, Hashable, Sendable {
        package var type: String
        package var index: Int
        package var model: String?
        /// `<model name='…'/>` inside a PCI controller.
        package var modelName: String?
        /// `<target …/>` of a PCI controller: chassis, port, …
        package var target: [String: String]
        package var address: Address?

        package init(
            type: String, index: Int, model: String?, modelName: String? = nil, target: [String: String] = [:],
            address: Address? = nil
        ) {
            self.type = type
            self.index = index
            self.model = model
            self.modelName = modelName
            self.target = target
            self.address = address
        }
    }

    /// The domain's name; nil in what was written before names were kept.
    package var name: String?
    /// The versioned machine type that an alias such as `pc` or `q35` stood for.
    package var machine: String
    package var loader: String?
    package var nvram: String?
    package var controllers: [Controller]
    /// USB hubs that libvirt added where a controller ran out of ports.
    package var hubs: [Address]
    /// Addresses of all other devices by a key that outlives a restart.
    package var addresses: [DeviceKey: Address]

    package init(
        name: String? = nil, machine: String, loader: String? = nil, nvram: String? = nil,
        controllers: [Controller] = [], hubs: [Address] = [], addresses: [DeviceKey: Address] = [:]
    ) {
        self.name = name
        self.machine = machine
        self.loader = loader
        self.nvram = nvram
        self.controllers = controllers
        self.hubs = hubs
        self.addresses = addresses
    }
}
