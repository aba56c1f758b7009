import API
import HTTPTypes
import JSON
import Testing

@Suite("Networking API")
struct NetworkAPITests {
    private static let base = "/network/v2.0/"

    /// A network with a subnet; their ids.
    private static func network(
        _ cloud: EmbeddedCloud, _ name: String, _ cidr: String
    ) async throws -> (String, String) {
        let made = try await cloud.post(base + "networks", ["network": ["name": .string(name)]])
        let id = try #require(made.json["network"]?["id"]?.stringValue)
        let subnet = try await cloud.post(
            base + "subnets",
            ["subnet": ["network_id": .string(id), "ip_version": 4, "cidr": .string(cidr), "name": .string(name)]])
        try #require(subnet.status == .created)
        return (id, try #require(subnet.json["subnet"]?["id"]?.stringValue))
    }

    @Test("a network, its subnet and a port are made, shown, changed and deleted in order")
    func life() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let (network, subnet) = try await Self.network(ann, "n", "10.5.0.0/24")
            let shown = try await ann.get(Self.base + "subnets/\(subnet)").json["subnet"]
            #expect(shown?["gateway_ip"] == "10.5.0.1" && shown?["enable_dhcp"] == true)
            #expect(shown?["allocation_pools"] == [["start": "10.5.0.2", "end": "10.5.0.254"]])
            let made = try await ann.post(
                Self.base + "ports",
                [
                    "port": [
                        "network_id": .string(network), "name": "p", "allowed_address_pairs": [],
                        "fixed_ips": [["subnet_id": .string(subnet), "ip_address": "10.5.0.9"]],
                    ]
                ])
            #expect(made.status == .created)
            let port = try #require(made.json["port"]?["id"]?.stringValue)
            #expect(made.json["port"]?["status"] == "DOWN" && made.json["port"]?["binding:host_id"] == nil)
            #expect(try await ann.delete(Self.base + "networks/\(network)").status == .conflict)
            let conflict = try await ann.delete(Self.base + "subnets/\(subnet)")
            #expect(conflict.status == .conflict && conflict.json["NeutronError"]?["type"] == "Conflict")
            let renamed = try await ann.put(Self.base + "ports/\(port)", ["port": ["name": "q"]])
            #expect(renamed.json["port"]?["name"] == "q" && renamed.json["port"]?["revision_number"] == 1)
            #expect(try await cloud.get(Self.base + "ports/\(port)").json["port"]?["binding:vif_type"] == "unbound")
            for path in ["ports/\(port)", "subnets/\(subnet)", "networks/\(network)"] {
                #expect(try await ann.delete(Self.base + path).status == .noContent)
                #expect(try await ann.delete(Self.base + path).status == .notFound)
            }
        }
    }

    @Test("lists are filtered by any attribute, with chosen fields, in pages")
    func lists() async throws {
        try await EmbeddedCloud.run { cloud in
            let (network, subnet) = try await Self.network(cloud, "n", "10.5.0.0/24")
            for number in 0..<5 {
                _ = try await cloud.post(
                    Self.base + "ports",
                    [
                        "port": [
                            "network_id": .string(network), "name": .string("p\(number)"),
                            "device_id": .string("d/\(number % 2)"),
                        ]
                    ])
            }
            let ports = Self.base + "ports"
            #expect(
                try await cloud.get(ports + "?name=p1&name=p3&sort_key=name&sort_dir=desc").names("ports") == [
                    "p3", "p1",
                ])
            #expect(try await cloud.get(ports + "?device_id=d%2F1&sort_key=name").names("ports") == ["p1", "p3"])
            #expect(try await cloud.get(ports + "?fixed_ips=ip_address%3D10.5.0.4").names("ports") == ["p2"])
            #expect(try await cloud.get(ports + "?fixed_ips=subnet_id=\(subnet)").names("ports").count == 5)
            #expect(try await cloud.get(ports + "?admin_state_up=False").names("ports").isEmpty)
            #expect(try await cloud.get(Self.base + "networks?router%3Aexternal=false").names("networks") == ["n"])
            let fields = try await cloud.get(ports + "?fields=id&fields=name&limit=1")
            #expect(fields.json["ports"]?[0]?.members?.map(\.name) == ["id", "name"])
            var names: [String] = []
            var next: String? = ports + "?limit=2&sort_key=name"
            while let path = next {
                let answer = try await cloud.get(path)
                names += answer.names("ports")
                let link = answer.json["ports_links"]?.arrayValue?.first { $0["rel"] == "next" }?["href"]?.stringValue
                next = link.map { String($0.dropFirst("http://cloud.test:8774".count)) }
            }
            #expect(names == (0..<5).map { "p\($0)" })
            let unknown = try await cloud.get(ports + "?colour=red")
            #expect(unknown.status == .badRequest)
            #expect(unknown.json["NeutronError"]?["message"]?.stringValue?.contains("colour") == true)
        }
    }

    @Test("who may use and change a network")
    func policy() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let bob = try await cloud.user("bob")
            let reader = try await cloud.user("rea", role: "reader")
            let (network, subnet) = try await Self.network(ann, "hers", "10.5.0.0/24")
            for path in ["networks/\(network)", "subnets/\(subnet)"] {
                #expect(try await bob.get(Self.base + path).status == .notFound)
                #expect(try await bob.delete(Self.base + path).status == .notFound)
            }
            #expect(try await bob.get(Self.base + "networks").names("networks").isEmpty)
            let port: JSONValue = ["port": ["network_id": .string(network)]]
            #expect(try await bob.post(Self.base + "ports", port).status == .notFound)
            let share: JSONValue = ["network": ["shared": true]]
            #expect(try await ann.put(Self.base + "networks/\(network)", share).status == .forbidden)
            #expect(try await cloud.put(Self.base + "networks/\(network)", share).status == .ok)
            #expect(try await bob.post(Self.base + "ports", port).status == .created)
            #expect(
                try await bob.put(Self.base + "networks/\(network)", ["network": ["name": "x"]]).status == .forbidden)
            #expect(try await reader.get(Self.base + "networks").names("networks") == ["hers"])
            #expect(try await reader.post(Self.base + "networks", ["network": [:]]).status == .forbidden)
            #expect(
                try await ann.post(Self.base + "networks", ["network": ["tenant_id": "other"]]).status == .forbidden)
            #expect(try await cloud.send(.get, Self.base + "networks", token: "x").status == .unauthorized)
        }
    }

    @Test("an administrator chooses the card of one port; a tenant may not, and sees nothing of it")
    func cardOfOnePort() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let (network, _) = try await Self.network(ann, "n", "10.5.0.0/24")
            let wish: JSONValue = ["network_id": .string(network), "binding:profile": ["vif_model": "e1000"]]
            #expect(try await ann.post(Self.base + "ports", ["port": wish]).status == .forbidden)
            let empty: JSONValue = ["network_id": .string(network), "binding:profile": [:]]
            let hers = try await ann.post(Self.base + "ports", ["port": empty])
            #expect(hers.status == .created && hers.json["port"]?["binding:profile"] == nil)
            let made = try await cloud.post(Self.base + "ports", ["port": wish])
            #expect(made.status == .created && made.json["port"]?["binding:profile"] == ["vif_model": "e1000"])
            let port = try #require(made.json["port"]?["id"]?.stringValue)
            let other: JSONValue = ["port": ["binding:profile": ["vif_model": "rtl8139"]]]
            #expect(try await ann.put(Self.base + "ports/\(port)", other).status == .notFound)
            let changed = try await cloud.put(Self.base + "ports/\(port)", other)
            #expect(changed.json["port"]?["binding:profile"] == ["vif_model": "rtl8139"])
        }
    }

    @Test(
        "what is wrong is named",
        arguments: [
            ("networks", #"{"network":{"colour":"red"}}"#, "network.colour"),
            ("networks", #"{"network":{"name":7}}"#, "network.name"),
            ("networks", #"{"network":{"router:external":true}}"#, "network.router:external"),
            ("networks", #"{"port":{}}"#, "network"),
            ("subnets", #"{"subnet":{"network_id":"N","ip_version":6,"cidr":"fd00::/64"}}"#, "subnet.ip_version"),
            ("subnets", #"{"subnet":{"network_id":"N","ip_version":4,"cidr":"10.0.0.0"}}"#, "subnet.cidr"),
            (
                "subnets", #"{"subnet":{"network_id":"N","ip_version":4,"cidr":"10.5.0.128/25"}}"#,
                "overlaps with another subnet"
            ),
            (
                "subnets",
                #"{"subnet":{"network_id":"N","ip_version":4,"cidr":"10.6.0.0/24","dns_nameservers":["1.1.1.1\nx=y"]}}"#,
                "subnet.dns_nameservers"
            ),
            ("ports", #"{"port":{"network_id":"N","mac_address":"01:00:00:00:00:00"}}"#, "port.mac_address"),
            ("ports", #"{"port":{"network_id":"N","fixed_ips":[{"ip_address":"10.9.9.9"}]}}"#, "10.9.9.9"),
            ("ports", #"{"port":{"network_id":"N","binding:vnic_type":"direct"}}"#, "port.binding:vnic_type"),
            (
                "ports", #"{"port":{"network_id":"N","binding:profile":{"vif_model":"ne1000"}}}"#,
                "port.binding:profile.vif_model"
            ),
            ("ports", #"{"port":{"network_id":"N","binding:profile":{"pci_slot":"x"}}}"#, "pci_slot"),
            (
                "ports", #"{"port":{"network_id":"N","allowed_address_pairs":[{"ip_address":"1.1.1.1"}]}}"#,
                "allowed_address_pairs"
            ),
            (
                "security-group-rules", #"{"security_group_rule":{"security_group_id":"x","direction":"up"}}"#,
                "direction"
            ),
        ])
    func malformed(_ collection: String, _ body: String, _ named: String) async throws {
        try await EmbeddedCloud.run { cloud in
            let (network, _) = try await Self.network(cloud, "n", "10.5.0.0/24")
            let bytes = Array(body.replacing("\"N\"", with: "\"\(network)\"").utf8)
            let answer = try await cloud.send(.post, Self.base + collection, bytes)
            #expect(answer.status == .badRequest)
            let message = answer.json["NeutronError"]?["message"]?.stringValue ?? ""
            #expect(message.contains(named), "\(message)")
        }
    }

    @Test("the default security group is there before anything else; groups and rules are kept")
    func securityGroups() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            #expect(try await ann.get(Self.base + "security-groups").names("security_groups") == ["default"])
            let made = try await ann.post(Self.base + "security-groups", ["security_group": ["name": "web"]])
            let id = try #require(made.json["security_group"]?["id"]?.stringValue)
            let body: JSONValue = [
                "security_group_rule": [
                    "security_group_id": .string(id), "direction": "ingress", "ethertype": "IPv4", "protocol": "tcp",
                    "port_range_min": 22, "port_range_max": 22,
                ]
            ]
            let rule = try await ann.post(Self.base + "security-group-rules", body)
            #expect(rule.status == .created)
            #expect(try await ann.post(Self.base + "security-group-rules", body).status == .conflict)
            let ruleID = try #require(rule.json["security_group_rule"]?["id"]?.stringValue)
            #expect(try await ann.get(Self.base + "security-group-rules/\(ruleID)").status == .ok)
            let shown = try await ann.get(Self.base + "security-groups/\(id)").json["security_group"]
            #expect(shown?["security_group_rules"]?.arrayValue?.count == 3)
            #expect(try await ann.delete(Self.base + "security-group-rules/\(ruleID)").status == .noContent)
            #expect(try await ann.delete(Self.base + "security-groups/\(id)").status == .noContent)
        }
    }

    @Test(
        "what clients probe is answered",
        arguments: [
            ("extensions", "extensions"), ("agents", "agents"), ("availability_zones", "availability_zones"),
            ("routers", "routers"), ("floatingips", "floatingips"), ("subnetpools", "subnetpools"),
            ("quotas", "quotas"),
            ("extensions/security-group", "extension"),
        ])
    func probes(_ path: String, _ name: String) async throws {
        try await EmbeddedCloud.run { cloud in
            let answer = try await cloud.get(Self.base + path)
            #expect(answer.status == .ok && answer.json[name] != nil)
        }
    }

    @Test("quotas tell what a project has, to it and to administrators")
    func quotas() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            _ = try await Self.network(ann, "n", "10.5.0.0/24")
            let networks = try await ann.get(Self.base + "networks").json["networks"]
            let project = try #require(networks?[0]?["project_id"]?.stringValue)
            let details = try await ann.get(Self.base + "quotas/\(project)/details.json").json["quota"]
            #expect(details?["network"] == ["limit": 100, "used": 1, "reserved": 0])
            #expect(try await cloud.get(Self.base + "quotas/\(project)").json["quota"]?["port"] == 500)
            #expect(try await ann.get(Self.base + "quotas/other").status == .forbidden)
        }
    }

    @Test("an administrator gives a project limits of its own, and takes them back")
    func ownQuota() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let (network, _) = try await Self.network(ann, "n", "10.5.0.0/24")
            let shown = try await ann.get(Self.base + "networks/\(network)").json["network"]
            let quota = Self.base + "quotas/\(try #require(shown?["project_id"]?.stringValue))"
            #expect(try await ann.put(quota, ["quota": ["network": 5]]).status == .forbidden)
            #expect(try await cloud.put(quota, ["quota": ["network": -2]]).status == .badRequest)
            let changed = try await cloud.put(quota, ["quota": ["network": 1, "port": -1]])
            #expect(changed.json["quota"]?["network"] == 1 && changed.json["quota"]?["subnet"] == 100)
            #expect(try await cloud.get(Self.base + "quotas").json["quotas"]?.arrayValue?.count == 1)
            let refused = try await ann.post(Self.base + "networks", ["network": ["name": "m"]])
            #expect(refused.status == .conflict)
            #expect(try await cloud.get(quota + "/default").json["quota"]?["network"] == 100)
            #expect(try await cloud.delete(quota).status == .noContent)
            #expect(try await cloud.get(quota).json["quota"]?["network"] == 100)
            #expect(try await ann.post(Self.base + "networks", ["network": ["name": "m"]]).status == .created)
        }
    }

    @Test("a project is given a network for nothing, once")
    func automatic() async throws {
        try await EmbeddedCloud.run { cloud in
            let ann = try await cloud.user("ann")
            let first = try await ann.get(Self.base + "auto-allocated-topology/None")
            let second = try await ann.get(Self.base + "auto-allocated-topology/None")
            #expect(first.status == .ok && first.json == second.json)
            #expect(try await ann.get(Self.base + "networks").names("networks") == ["auto_allocated_network"])
        }
    }
}
