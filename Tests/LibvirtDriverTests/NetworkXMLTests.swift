import Hypervisor
import Model
import Testing

@testable import LibvirtDriver

@Suite("The definition of a host network")
struct NetworkXMLTests {
    private static let id = ID<Network>("6a1f0f1e-0000-4000-8000-0000000000aa")

    private func definition(
        _ subnets: [HostNetwork.Subnet], mtu: Int? = 1450
    ) throws(HypervisorError) -> NetworkXML {
        try NetworkXML(
            HostNetwork(id: Self.id, bridge: "vbr0", mtu: mtu, subnets: subnets),
            table: DHCPTable(of: Self.id, in: "/d"))
    }

    private func subnet(
        _ cidr: String, _ gateway: String?, nameservers: [String] = [], dhcp: Bool = true
    ) -> HostNetwork.Subnet {
        HostNetwork.Subnet(cidr: cidr, gateway: gateway, nameservers: nameservers, hasDHCP: dhcp)
    }

    @Test("Two subnets, each with its router, one with nameservers of its own")
    func twoSubnets() throws {
        let text = try definition([
            subnet("10.0.0.0/24", "10.0.0.1"), subnet("10.1.0.0/20", "10.1.0.1", nameservers: ["9.9.9.9", "1.1.1.1"]),
        ]).text
        #expect(
            text == """
                <network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'>
                  <name>vireo-\(Self.id)</name>
                  <uuid>\(Self.id)</uuid>
                  <metadata>
                    <vireo:network xmlns:vireo='urn:vireo:network:1' shape='1; vbr0; 1450; 10.0.0.0/24 10.0.0.1 dhcp ; \
                10.1.0.0/20 10.1.0.1 dhcp 9.9.9.9,1.1.1.1'/>
                  </metadata>
                  <forward mode='nat'/>
                  <bridge name='vbr0' stp='off' delay='0'/>
                  <mtu size='1450'/>
                  <ip address='10.0.0.1' prefix='24'/>
                  <ip address='10.1.0.1' prefix='20'/>
                  <dnsmasq:options>
                    <dnsmasq:option value='dhcp-authoritative'/>
                    <dnsmasq:option value='dhcp-no-override'/>
                    <dnsmasq:option value='dhcp-hostsdir=/d/vireo-\(Self.id).hosts'/>
                    <dnsmasq:option value='dhcp-range=set:subnet0,10.0.0.0,static,255.255.255.0'/>
                    <dnsmasq:option value='dhcp-option=tag:subnet0,option:router,10.0.0.1'/>
                    <dnsmasq:option value='dhcp-range=set:subnet1,10.1.0.0,static,255.255.240.0'/>
                    <dnsmasq:option value='dhcp-option=tag:subnet1,option:router,10.1.0.1'/>
                    <dnsmasq:option value='dhcp-option=tag:subnet1,option:dns-server,9.9.9.9,1.1.1.1'/>
                  </dnsmasq:options>
                </network>
                """)
    }

    @Test("A subnet without DHCP gets an address and nothing that answers; one without a gateway gets neither")
    func noDHCP() throws {
        let text = try definition([
            subnet("10.0.0.0/24", "10.0.0.1", dhcp: false), subnet("10.1.0.0/24", nil, dhcp: false),
        ])
        .text
        #expect(text.contains("<ip address='10.0.0.1' prefix='24'/>"))
        #expect(!text.contains("10.1.0") || text.contains("shape="))
        #expect(!text.contains("dhcp-range"))
        #expect(!text.contains("<ip address='10.1"))
    }

    @Test("IPv6 is advertised, not given out")
    func ipv6() throws {
        let text = try definition([subnet("fd00::/64", "fd00::1")]).text
        #expect(text.contains("<nat ipv6='yes'/>"))
        #expect(text.contains("<ip family='ipv6' address='fd00::1' prefix='64'/>"))
        #expect(!text.contains("dhcp-range"))
    }

    @Test("Its shape is read back from libvirt's form of it, and differs with each thing that matters")
    func shape() throws {
        let first = try definition([subnet("10.0.0.0/24", "10.0.0.1")])
        #expect(NetworkXML.shape(of: first.text) == first.shape)
        #expect(NetworkXML.shape(of: "<network><name>x</name></network>") == nil)
        let others = [
            try definition([subnet("10.0.0.0/24", "10.0.0.1")], mtu: nil), try definition([]),
            try definition([subnet("10.0.0.0/24", "10.0.0.2")]),
            try definition([subnet("10.0.0.0/24", "10.0.0.1", nameservers: ["9.9.9.9"])]),
            try definition([subnet("10.0.0.0/24", "10.0.0.1", dhcp: false)]),
        ]
        #expect(Set((others + [first]).map(\.shape)).count == others.count + 1)
    }

    @Test(
        "Addresses that are none are refused before libvirt sees them",
        arguments: [
            ("10.0.0.0", "10.0.0.1", ""), ("10.0.0.0/33", "10.0.0.1", ""), ("10.0.0.0/24", "10.0.1.1", ""),
            ("10.0.0.0/24", "10.0.0.1'/>", ""), ("10.0.0.0/24", "10.0.0.1", "9.9.9.9\ndhcp-script=/bin/sh"),
            ("10.0.0.0/24", "010.0.0.1x", ""),
        ])
    func refused(_ cidr: String, _ gateway: String, _ nameserver: String) {
        let subnet = subnet(cidr, gateway, nameservers: nameserver.isEmpty ? [] : [nameserver])
        #expect { try definition([subnet]) } throws: { error in
            if case .refused = error as? HypervisorError { true } else { false }
        }
    }

    @Test("DHCP needs a gateway to answer at")
    func noGateway() {
        #expect(throws: HypervisorError.self) { try definition([subnet("10.0.0.0/24", nil)]) }
    }
}
