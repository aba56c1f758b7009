import Hypervisor
import Testing

@testable import LibvirtDriver

@Suite("The way to the metadata service")
struct MetadataRedirectTests {
    private let tables = RecordedTables()

    @Test("One table a bridge, made anew each time, gone whole")
    func table() async throws {
        let redirect = MetadataRedirect(port: { 8775 }, tool: tables)
        try await redirect.ensure(bridge: "vbr-0")
        try await redirect.ensure(bridge: "vbr-0")
        try await redirect.remove(bridge: "vbr-0")
        #expect(tables.all.count == 3)
        #expect(tables.all[0] == tables.all[1])
        #expect(
            tables.all[0].prefix(3) == [
                "add table ip vireo_vbr_0", "delete table ip vireo_vbr_0", "add table ip vireo_vbr_0",
            ])
        let rules = tables.all[0].joined(separator: "\n")
        #expect(rules.contains("iifname \"vbr-0\" ip daddr 169.254.169.254 tcp dport 80 redirect to :8775"))
        #expect(tables.all[2] == ["add table ip vireo_vbr_0", "delete table ip vireo_vbr_0"])
    }

    @Test("Without a listener there is nothing to send guests to")
    func noPort() async {
        let redirect = MetadataRedirect(port: { throw CancellationError() }, tool: tables)
        await #expect(throws: HypervisorError.self) { try await redirect.ensure(bridge: "vbr0") }
        #expect(tables.all.isEmpty)
    }
}
