import Demands
import Model

/// A port becomes an interface by what the network service says of its binding.
///
/// Source: Networking API v2.0 reference, `binding:vif_type`, `binding:vif_details`, `binding:vnic_type`; of what each
/// type becomes, Nova's `nova/virt/libvirt/vif.py` and `nova/network/os_vif_util.py`.
extension Designer {
    func interfaces() throws(DesignRefusal) -> [Guest.Interface] {
        try request.ports.filter { !$0.isWholeDevice }.map { port throws(DesignRefusal) in try interface(port) }
    }

    private func interface(_ port: Port) throws(DesignRefusal) -> Guest.Interface {
        guard let binding = port.binding else {
            throw DesignRefusal("Port \(port.id) is not bound to a host.")
        }
        switch binding.vifType {
        case "bridge": return try onBridge(port, binding, bridge: binding.bridge)
        case "ovs", "agilio_ovs", "vrouter": return try onSwitch(port, binding)
        case "ivs" where binding.details["ovs_hybrid_plug"] == "true": return try onHybridBridge(port, binding)
        case "ivs": return try onTap(port, limited: true)
        case "tap": return try onTap(port, limited: false)
        case "iovisor", "midonet":
            var interface = try onTap(port, limited: binding.vifType == "iovisor")
            interface.mtu = nil
            return interface
        case "vhostuser": return try onVhostUser(port, binding)
        case "macvtap": return try onMacvtap(port, binding)
        case "hw_veb": return try onSwitchedFunction(port, binding)
        case "802.1qbh": return try onBridgedFunction(port, binding)
        default:
            throw DesignRefusal("Port \(port.id) is of the type '\(binding.vifType)', which is not offered.")
        }
    }

    /// On a switch of the host, whole or by a function of its card that the guest drives.
    private func onSwitch(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        let isRouter = binding.vifType == "vrouter"
        switch binding.vnicType {
        case "direct": return try onVirtualFunction(port, binding)
        case "accelerator-direct" where !isRouter, "remote-managed" where !isRouter:
            return try onVirtualFunction(port, binding)
        case "vdpa" where !isRouter: return try onVDPA(port)
        case "virtio-forwarder": return try onVhostUser(port, binding)
        case "normal": return isRouter ? try onTap(port, limited: true) : try onOpenVSwitch(port, binding)
        case "smart-nic" where !isRouter: return try onOpenVSwitch(port, binding)
        default: throw DesignRefusal("Port \(port.id) of vnic type '\(binding.vnicType)' is not offered.")
        }
    }

    private func onHybridBridge(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        try onBridge(port, binding, bridge: String(("qbr" + port.id.value).prefix(14)))
    }

    private func onVDPA(_ port: Port) throws(DesignRefusal) -> Guest.Interface {
        let address = try pciAddress(of: port)
        guard let device = capabilities.vdpaDevices[address.description] else {
            throw DesignRefusal(
                "Port \(port.id) of vnic type 'vdpa' has no device on the host.",
                detail: "no vhost-vdpa device stands for \(address)")
        }
        return try frontEnd(port, source: .vdpa(device: device))
    }

    private func onBridge(_ port: Port, _ binding: PortBinding, bridge: String?) throws(DesignRefusal)
        -> Guest.Interface
    {
        guard let bridge else { throw DesignRefusal("Port \(port.id) names no bridge.") }
        var interface = try frontEnd(port, source: .bridge(bridge))
        interface.target = deviceName(of: port)
        interface.mtu = port.network.mtu
        limit(&interface)
        if binding.details["port_filter"] == "true", let filter = binding.details["nwfilter"] {
            interface.filter = Guest.Interface.Filter(
                name: filter, addresses: port.addresses.filter { $0.version == .ipv4 }.map(\.address))
        }
        return interface
    }

    /// Through a Linux bridge of its own, by a tap that the host wires up, or plugged by libvirt.
    private func onOpenVSwitch(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        if binding.details["ovs_hybrid_plug"] == "true" {
            return try onHybridBridge(port, binding)
        }
        guard binding.details["delegate_create"] == "false" else { return try onTap(port, limited: true) }
        var interface = try onBridge(port, binding, bridge: binding.bridge ?? "br-int")
        interface.virtualPort = .openVSwitch(interface: binding.details["ovs_interfaceid"] ?? port.id.value)
        return interface
    }

    private func onTap(_ port: Port, limited: Bool) throws(DesignRefusal) -> Guest.Interface {
        var interface = try frontEnd(port, source: .ethernet)
        interface.target = deviceName(of: port)
        interface.mtu = port.network.mtu
        if limited { limit(&interface) }
        return interface
    }

    private func onVhostUser(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        guard let path = binding.details["vhostuser_socket"] else {
            throw DesignRefusal("Port \(port.id) lacks vhostuser_socket in its binding.")
        }
        let mode = binding.details["vhostuser_mode"] ?? "server"
        var interface = try frontEnd(port, source: .vhostUser(path: path, mode: mode))
        let isPluggedByOVS =
            binding.vifType == "vhostuser" && binding.details["vhostuser_ovs_plug"] == "true"
            && binding.details["vhostuser_fp_plug"] != "true"
        interface.target = isPluggedByOVS ? String(("vhu" + port.id.value).prefix(14)) : deviceName(of: port)
        var driver = interface.driver ?? Guest.Interface.Driver()
        driver.name = nil
        driver.rxQueueSize = settings.rxQueueSize
        driver.txQueueSize = settings.txQueueSize
        interface.driver = driver == Guest.Interface.Driver() ? nil : driver
        return interface
    }

    private func onMacvtap(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        let details = binding.details
        guard let device = details["macvtap_source"], let mode = details["macvtap_mode"],
            details["physical_interface"] != nil
        else {
            throw DesignRefusal(
                "Port \(port.id) lacks macvtap_source, macvtap_mode or physical_interface in its binding.")
        }
        var interface = try frontEnd(port, source: .macvtap(device: device, mode: mode))
        interface.model = NICModel.virtio.rawValue
        limit(&interface)
        return interface
    }

    private func onVirtualFunction(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        guard binding.isPassthrough else {
            throw DesignRefusal("Port \(port.id) of vnic type '\(binding.vnicType)' is not offered.")
        }
        if binding.vnicType == "remote-managed" { try require(.remoteManagedPorts) }
        return Guest.Interface(source: .hostDevice(try pciAddress(of: port)), mac: port.mac)
    }

    /// A function whose card switches: the card is told the network's VLAN, 0 for none.
    private func onSwitchedFunction(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        var interface = try onVirtualFunction(port, binding)
        guard let vlan = binding.details["vlan"].flatMap({ Int($0) }), (0..<4096).contains(vlan) else {
            throw DesignRefusal("Port \(port.id) lacks vlan in its binding, a number from 0 to 4095.")
        }
        interface.vlan = vlan
        limit(&interface)
        return interface
    }

    /// A function whose traffic a switch outside of the host takes apart, by a profile that the switch knows.
    private func onBridgedFunction(_ port: Port, _ binding: PortBinding) throws(DesignRefusal) -> Guest.Interface {
        guard binding.vnicType == "direct" else {
            throw DesignRefusal("Port \(port.id) of vnic type '\(binding.vnicType)' is not offered on 802.1Qbh.")
        }
        guard let profile = binding.details["profileid"] else {
            throw DesignRefusal("Port \(port.id) lacks profileid in its binding.")
        }
        var interface = try onVirtualFunction(port, binding)
        interface.virtualPort = .bridgePortExtension(profile: profile)
        limit(&interface)
        return interface
    }

    func pciAddress(of port: Port) throws(DesignRefusal) -> PCIAddress {
        guard let address = port.binding?.profile["pci_slot"].flatMap(PCIAddress.init) else {
            throw DesignRefusal("Port \(port.id) names no device of the host (pci_slot) in its binding profile.")
        }
        return address
    }

    /// The host's device, by the name that whoever bound the port gave it.
    private func deviceName(of port: Port) -> String { port.binding?.details["devname"] ?? port.deviceName }

    private func limit(_ interface: inout Guest.Interface) {
        interface.inbound = demands.inbound
        interface.outbound = demands.outbound
    }
}

extension PortBinding {
    /// A virtual function that the guest drives itself.
    fileprivate var isPassthrough: Bool {
        ["direct", "accelerator-direct", "remote-managed"].contains(vnicType)
    }

    /// Whether the card is none of QEMU's, so that no model of it and no driver can be chosen.
    ///
    /// Source: Nova's `nova/network/model.py`, `VNIC_TYPES_DIRECT_PASSTHROUGH`.
    var hasOwnCard: Bool {
        isPassthrough || ["direct-physical", "accelerator-direct-physical", "vdpa"].contains(vnicType)
    }
}

extension Port {
    /// A whole device of the host that stands for the port: no interface in libvirt's sense.
    var isWholeDevice: Bool { binding.map { ["hostdev_physical", "ib_hostdev"].contains($0.vifType) } ?? false }
}
