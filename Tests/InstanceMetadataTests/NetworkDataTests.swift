import InstanceMetadata
import JSON
import Model
import Testing

/// `network_data.json` as Nova's schema has it.
@Suite struct NetworkDataTests {
    private func document(_ ports: [Port]) throws -> JSONValue {
        let answer = try #require(
            GuestMetadata().document(at: "/openstack/latest/network_data.json", for: Guests.guest(ports: ports))
        )
        #expect(answer.contentType == "application/json")
        return try JSONValue(parsing: answer.content)
    }

    @Test func aSubnetWithDHCPLeavesTheAddressToIt() throws {
        let port = Guests.port([
            Guests.address("10.0.0.5", "10.0.0.0/24", gateway: "10.0.0.1", dns: ["8.8.8.8"], dhcp: "10.0.0.2")
        ])
        #expect(
            try document([port]) == [
                "links": [
                    [
                        "id": "tapcd9f6d46-4a", "vif_id": "cd9f6d46-4a3a-43ab-a466-994af9db96fc", "type": "bridge",
                        "mtu": nil, "ethernet_mac_address": "fa:16:3e:9c:bf:3d",
                    ]
                ],
                "networks": [
                    [
                        "id": "network0", "type": "ipv4_dhcp", "link": "tapcd9f6d46-4a",
                        "network_id": "99e88329-f20d-4741-9593-25bf07847b16",
                    ]
                ],
                "services": [["type": "dns", "address": "8.8.8.8"]],
            ]
        )
    }

    @Test func aSubnetWithoutDHCPIsWrittenOut() throws {
        let port = Guests.port(
            [
                Guests.address(
                    "10.1.2.3",
                    "10.1.0.0/22",
                    gateway: "10.1.0.1",
                    routes: [.init(destination: "192.168.0.0/16", nextHop: "10.1.0.9")]
                )
            ],
            mtu: 1450
        )
        let found = try document([port])
        #expect(found["links"]?[0]?["mtu"] == 1450)
        #expect(
            found["networks"]?[0] == [
                "id": "network0", "type": "ipv4", "link": "tapcd9f6d46-4a", "ip_address": "10.1.2.3",
                "netmask": "255.255.252.0",
                "routes": [
                    ["network": "0.0.0.0", "netmask": "0.0.0.0", "gateway": "10.1.0.1"],
                    ["network": "192.168.0.0", "netmask": "255.255.0.0", "gateway": "10.1.0.9"],
                ],
                "network_id": "99e88329-f20d-4741-9593-25bf07847b16",
            ]
        )
    }

    @Test(arguments: [
        ("2001:db8::/64", "ffff:ffff:ffff:ffff::"), ("2001:db8::/56", "ffff:ffff:ffff:ff00::"),
        ("2001:db8::1/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::/112", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:0"), ("::/0", "::"),
    ])
    func anIPv6MaskIsWrittenShort(cidr: String, mask: String) throws {
        let found = try document([Guests.port([Guests.address("2001:db8::5", cidr, gateway: "2001:db8::1")])])
        #expect(found["networks"]?[0]?["type"] == "ipv6")
        #expect(found["networks"]?[0]?["netmask"] == .string(mask))
        #expect(
            found["networks"]?[0]?["routes"] == [["network": "::", "netmask": "::", "gateway": "2001:db8::1"]]
        )
    }

    @Test func eachPortShowsItsFirstSubnetOfEachVersionAndADNSServerOnce() throws {
        let port = Guests.port([
            Guests.address("10.0.0.5", "10.0.0.0/24", dns: ["8.8.8.8", "9.9.9.9"]),
            Guests.address("10.9.0.5", "10.9.0.0/24"),
            Guests.address("2001:db8::5", "2001:db8::/64", dns: ["8.8.8.8"], dhcp: "2001:db8::2"),
        ])
        let found = try document([port])
        #expect(found["networks"]?.arrayValue?.compactMap { $0["type"]?.stringValue } == ["ipv4", "ipv6_dhcp"])
        #expect(found["networks"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == ["network0", "network1"])
        #expect(found["services"]?.arrayValue?.compactMap { $0["address"]?.stringValue } == ["8.8.8.8", "9.9.9.9"])
    }

    @Test(arguments: [("ovs", "ovs"), ("tap", "tap"), ("hostdev_physical", "phy"), (nil, "phy")])
    func aLinkHasATypeOfTheSchema(vifType: String?, expected: String) throws {
        let found = try document([Guests.port([Guests.address("10.0.0.5", "10.0.0.0/24")], vifType: vifType)])
        #expect(found["links"]?[0]?["type"] == .string(expected))
    }

    @Test func withoutAddressesThereIsNoLink() throws {
        #expect(try document([Guests.port([])]) == ["links": [], "networks": [], "services": []])
    }
}
