import Cloud
import Model
import Runtime
import Testing

@testable import Standalone

@Suite("Security groups")
struct SecurityGroupTests {
    @Test("every project has one default group, with Neutron's rules")
    func defaultGroup() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let port = try await fixture.port(network.id)
        let groups = try await fixture.networks.securityGroups(for: fixture.owner)
        #expect(groups.map(\.name) == ["default"] && port.securityGroups == groups.map(\.id))
        #expect(groups[0].rules.count { $0.direction == .egress && $0.remoteGroup == nil } == 2)
        #expect(groups[0].rules.count { $0.direction == .ingress && $0.remoteGroup == groups[0].id } == 2)
        let error = await cloudError {
            try await fixture.networks.deleteSecurityGroup(groups[0].id, for: fixture.owner)
        }
        #expect(error?.isConflict == true)
    }

    @Test("are given to ports by name or id, and stay while a port has them")
    func ports() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let network = try await fixture.network("10.0.0.0/24")
        let group = try await fixture.networks.createSecurityGroup(name: "web", description: "", for: fixture.owner)
        var request = fixture.request(network.id)
        request.securityGroups = ["web"]
        let port = try await fixture.networks.findOrCreatePort(request, for: fixture.owner)
        #expect(try await fixture.networks.portRecord(port.id, for: fixture.owner).securityGroups == [group.id])
        let error = await cloudError { try await fixture.networks.deleteSecurityGroup(group.id, for: fixture.owner) }
        #expect(error?.isConflict == true)
        try await fixture.networks.releasePort(port.id, of: ID("s1"))
        try await fixture.networks.deleteSecurityGroup(group.id, for: fixture.owner)
        request.securityGroups = ["none"]
        let unknown = await cloudError {
            _ = try await fixture.networks.findOrCreatePort(request, for: fixture.owner)
        }
        #expect(unknown?.isNotFound == true)
    }

    @Test("have no rule twice")
    func rules() async throws {
        let fixture = NetworkFixture(SystemRuntime())
        let group = try await fixture.networks.createSecurityGroup(name: "web", description: "", for: fixture.owner)
        var rule = fixture.networks.newRule(.ingress, .ipv4)
        rule.networkProtocol = "tcp"
        _ = try await fixture.networks.addRule(rule, to: group.id, for: fixture.owner)
        let error = await cloudError {
            _ = try await fixture.networks.addRule(rule, to: group.id, for: fixture.owner)
        }
        #expect(error?.isConflict == true)
        try await fixture.networks.deleteRule(rule.id, for: fixture.owner)
        #expect(try await fixture.networks.securityGroup(group.id, for: fixture.owner).rules.count == 2)
    }
}
