import Demands
import Model

/// The card that the guest sees, and what drives it on the host.
extension Designer {
    func frontEnd(_ port: Port, source: Guest.Interface.Source) throws(DesignRefusal) -> Guest.Interface {
        guard port.binding?.hasOwnCard != true else { return Guest.Interface(source: source, mac: port.mac) }
        let model = try nicModel(of: port)
        var interface = Guest.Interface(source: source, mac: port.mac, model: model?.rawValue)
        if model == .virtio { interface.driver = virtioDriver }
        return interface
    }

    /// An image speaks of all cards alike; what an administrator says of one port is narrower, and wins.
    private func nicModel(of port: Port) throws(DesignRefusal) -> NICModel? {
        let ofPort = port.binding?.profile[PortBinding.nicModelKey].flatMap(NICModel.init)
        guard let model = ofPort ?? demands.nicModel ?? operatingSystem?.nicModel else {
            return settings.useVirtioForBridges ? .virtio : nil
        }
        if model == .lan9118, settings.virtType == .kvm {
            let named = ofPort == nil ? "hw_vif_model" : "\(PortBinding.nicModelKey) of port \(port.id)"
            throw DesignRefusal("\(named)=lan9118 is not possible with KVM; choose another model.")
        }
        if model == .igb { try require(.igb) }
        return model
    }

    /// The kernel's vhost moves packets with KVM only. One queue for each processor, as far as the operator lets.
    private var virtioDriver: Guest.Interface.Driver? {
        var driver = Guest.Interface.Driver(rxQueueSize: settings.rxQueueSize)
        if settings.virtType == .qemu {
            driver.name = "qemu"
        } else {
            if demands.hasMultiqueue { driver.queues = min(demands.vcpus, settings.maxQueues ?? demands.vcpus) }
            if driver.queues != nil || driver.rxQueueSize != nil { driver.name = "vhost" }
        }
        driver.isPacked = demands.hasPackedRing
        return driver.name == nil && !driver.isPacked ? nil : driver
    }
}
