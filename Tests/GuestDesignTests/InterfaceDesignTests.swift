import Demands
import GuestDesign
import Model
import Testing

@Suite("Interfaces")
struct InterfaceDesignTests {
    private func interface(
        _ port: Port, specs: [String: String] = [:], properties: [String: String] = [:], vcpus: Int = 1,
        _ change: (inout GuestRequest) -> Void = { _ in }
    ) throws -> Guest.Interface {
        let guest = try design(
            .sample(specs: specs, properties: properties, vcpus: vcpus) {
                $0.ports = [port]
                change(&$0)
            })
        return try #require(guest.interfaces.first)
    }

    @Test("The embedded network's port sits on its bridge behind a filter for its own address")
    func embedded() throws {
        let port = Port.sample(details: ["port_filter": "true", "nwfilter": "clean-traffic"])
        let interface = try interface(port)
        #expect(interface.source == .bridge("br0"))
        #expect(interface.target == "tap145d7128-b8")
        #expect(interface.mtu == 1450)
        #expect(interface.filter?.name == "clean-traffic")
        #expect(interface.filter?.addresses == ["10.0.10.11"])
    }

    @Test("Without a wish of the image's, its operating system says which card it drives")
    func operatingSystem() throws {
        let known = ["beos": OperatingSystemDevices(nics: ["ne2k_pci"], disks: [])]
        let model = { (properties: [String: String]) in
            try interface(.sample(), properties: properties) { $0.capabilities.operatingSystems = known }.model
        }
        #expect(try model(["os_distro": "beos"]) == "ne2k_pci")
        #expect(try model(["os_distro": "beos", "hw_vif_model": "e1000"]) == "e1000")
        #expect(try model(["os_distro": "none"]) == "virtio")
        #expect(try model([:]) == "virtio")
    }

    @Test("What an administrator says of one port wins over what the image says of all")
    func cardOfOnePort() throws {
        let guest = try design(
            .sample(properties: ["hw_vif_model": "rtl8139"]) {
                $0.ports = [.sample(), .sample(profile: ["vif_model": "e1000"])]
            })
        #expect(guest.interfaces.map(\.model) == ["rtl8139", "e1000"])
        #expect(throws: DesignRefusal.self) {
            try interface(.sample(profile: ["vif_model": "lan9118"])) { $0.settings.virtType = .kvm }
        }
    }

    @Test("Neutron's bridges bring filters of their own")
    func unfiltered() throws {
        #expect(try interface(.sample(details: ["port_filter": "true"])).filter == nil)
    }

    @Test("Open vSwitch: through a bridge of its own, by a tap, or plugged by libvirt")
    func openVSwitch() throws {
        let hybrid = try interface(.sample("ovs", details: ["ovs_hybrid_plug": "true"]))
        #expect(hybrid.source == .bridge("qbr145d7128-b8"))
        #expect(try interface(.sample("ovs")).source == .ethernet)
        let plugged = try interface(.sample("ovs", details: ["delegate_create": "false"]))
        #expect(plugged.virtualPort == .openVSwitch(interface: "145d7128-b8c4-5611-ac4a-5cd279889412"))
    }

    @Test("KVM gets a queue for each processor, as far as the operator lets; QEMU drives the card itself")
    func queues() throws {
        let many = ["hw_vif_multiqueue_enabled": "true"]
        let driver = try interface(.sample(), properties: many, vcpus: 8) { $0.settings.maxQueues = 4 }.driver
        #expect(driver?.name == "vhost" && driver?.queues == 4)
        let emulated = try interface(.sample(), properties: many, vcpus: 8) { $0.settings.virtType = .qemu }.driver
        #expect(emulated?.name == "qemu" && emulated?.queues == nil)
        #expect(try interface(.sample(), properties: many).driver == nil)
        #expect(try interface(.sample(), properties: ["hw_vif_model": "e1000"]).driver == nil)
    }

    @Test("A virtual function is passed through with its VLAN; without an address it is refused")
    func virtualFunction() throws {
        let slot = ["pci_slot": "0000:0a:00.1"]
        let port = Port.sample("hw_veb", bridge: nil, details: ["vlan": "100"], vnic: "direct", profile: slot)
        let interface = try interface(port)
        #expect(interface.source.kind == "hostdev" && interface.vlan == 100 && interface.model == nil)
        #expect(throws: DesignRefusal.self) {
            try self.interface(.sample("hw_veb", bridge: nil, details: ["vlan": "100"], vnic: "direct"))
        }
    }

    @Test("The card is told that a network has no VLAN; a port that does not say is refused")
    func untagged() throws {
        let slot = ["pci_slot": "0000:0a:00.1"]
        let flat = Port.sample("hw_veb", bridge: nil, details: ["vlan": "0"], vnic: "direct", profile: slot)
        #expect(try interface(flat).vlan == 0)
        #expect(throws: DesignRefusal.self) {
            try interface(.sample("hw_veb", bridge: nil, vnic: "direct", profile: slot))
        }
        let offloaded = Port.sample("ovs", bridge: nil, vnic: "direct", profile: slot)
        #expect(try interface(offloaded).vlan == nil)
    }

    @Test("A function on 802.1Qbh is known to the switch by its profile")
    func bridgePortExtension() throws {
        let slot = ["pci_slot": "0000:0a:00.1"]
        let make = { (details: [String: String], vnic: String) in
            try interface(.sample("802.1qbh", bridge: nil, details: details, vnic: vnic, profile: slot))
        }
        let made = try make(["profileid": "blue"], "direct")
        #expect(made.virtualPort == .bridgePortExtension(profile: "blue") && made.source.kind == "hostdev")
        #expect(throws: DesignRefusal.self) { try make([:], "direct") }
        #expect(throws: DesignRefusal.self) { try make(["profileid": "blue"], "macvtap") }
    }

    @Test("A vhost-user port is the server unless its binding says otherwise, and needs a socket")
    func vhostUser() throws {
        let make = { (details: [String: String]) in try interface(.sample("vhostuser", bridge: nil, details: details)) }
        #expect(try make(["vhostuser_socket": "/s"]).source == .vhostUser(path: "/s", mode: "server"))
        let client = ["vhostuser_socket": "/s", "vhostuser_mode": "client"]
        #expect(try make(client).source == .vhostUser(path: "/s", mode: "client"))
        #expect(throws: DesignRefusal.self) { try make([:]) }
    }

    @Test("A card that is none of QEMU's has no model and no driver, whatever the image says")
    func ownCard() throws {
        let port = Port.sample(vnic: "direct")
        let interface = try interface(port, properties: ["hw_vif_model": "e1000"])
        #expect(interface.model == nil && interface.driver == nil)
    }

    @Test("A vrouter offers less than Open vSwitch")
    func vrouter() throws {
        let make = { (vnic: String) in
            try interface(
                .sample(
                    "vrouter", details: ["vhostuser_socket": "/s", "vhostuser_ovs_plug": "true"], vnic: vnic,
                    profile: ["pci_slot": "0000:0a:00.1"]))
        }
        #expect(try make("normal").source == .ethernet)
        #expect(try make("direct").source.kind == "hostdev")
        #expect(try make("virtio-forwarder").target == "tap145d7128-b8")
        for vnic in ["smart-nic", "remote-managed", "accelerator-direct", "vdpa"] {
            #expect(throws: DesignRefusal.self) { try make(vnic) }
        }
    }

    @Test("Whoever bound the port may have named it otherwise")
    func names() throws {
        let named = ["devname": "nic1", "ovs_interfaceid": "i", "delegate_create": "false"]
        let interface = try interface(.sample("ovs", details: named))
        #expect(interface.target == "nic1" && interface.virtualPort == .openVSwitch(interface: "i"))
    }

    @Test("A whole device stands for its port among the host's devices")
    func physical() throws {
        let port = Port.sample("hostdev_physical", bridge: nil, profile: ["pci_slot": "0000:0a:00.0"])
        let guest = try design(.sample { $0.ports = [port] })
        #expect(guest.interfaces == [] && guest.hostDevices.count == 1)
    }

    @Test("What is not bound, or in a way that nobody knows, is refused")
    func refused() {
        var unbound = Port.sample()
        unbound.binding = nil
        #expect(throws: DesignRefusal.self) { try interface(unbound) }
        #expect(throws: DesignRefusal.self) { try interface(.sample("binding_failed")) }
        #expect(throws: DesignRefusal.self) { try interface(.sample(bridge: nil)) }
        #expect(throws: DesignRefusal.self) { try interface(.sample("macvtap")) }
    }

    @Test("A flavor limits the interface")
    func bandwidth() throws {
        let interface = try interface(.sample(), specs: ["quota:vif_outbound_average": "100"])
        #expect(interface.outbound?.average == 100 && interface.inbound == nil)
    }
}
