package import Model

extension Guest {
    /// Gives every device the place that it had before; what is new stays for libvirt to place.
    package mutating func settle(as resolved: ResolvedGuest) {
        let addresses = resolved.addresses
        for index in disks.indices { disks[index].address = disks[index].address ?? addresses[disks[index].key] }
        for index in interfaces.indices { interfaces[index].address = addresses[interfaces[index].key] }
        for index in channels.indices { channels[index].address = addresses[channels[index].key] }
        for index in inputs.indices { inputs[index].address = addresses[inputs[index].key] }
        for index in hostDevices.indices { hostDevices[index].address = addresses[hostDevices[index].key] }
        video?.address = addresses[Video.key]
        rng?.address = addresses[RNG.key]
        watchdog?.address = addresses[Watchdog.key]
        hubs = resolved.hubs
        settleBalloon(addresses[Balloon.key])
        settleControllers(resolved.controllers)
    }

    /// libvirt adds a balloon where none is asked for; it keeps its place then too.
    private mutating func settleBalloon(_ address: Address?) {
        guard let address else { return }
        balloon = Balloon(period: balloon?.period, address: address)
    }

    /// All controllers that libvirt had, then those that are new. PCI controllers are counted by libvirt, so they are
    /// told apart by number only where it counted already.
    private mutating func settleControllers(_ known: [ResolvedGuest.Controller]) {
        let fresh = controllers.filter { controller in
            !known.contains { $0.type == controller.type && (controller.index ?? $0.index) == $0.index }
        }
        controllers =
            known.map { controller in
                Controller(
                    type: controller.type, index: controller.index, model: controller.model,
                    modelName: controller.modelName, target: controller.target, address: controller.address)
            } + fresh
    }
}
