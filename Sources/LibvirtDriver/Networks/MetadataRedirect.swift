package import Hypervisor

/// Sends what guests ask of 169.254.169.254 to our own listener: one nftables table a bridge, which comes and goes whole.
///
/// The listener believes an address that it is asked from, so nobody else gets at its port: only what was redirected,
/// and the host itself. A firewall of the host's own that drops what it does not know must let guests in at that port;
/// no table can overrule another's drop.
///
/// Source: nft(8), "NAT statements", "Conntrack expressions".
package struct MetadataRedirect: Sendable {
    private let port: @Sendable () async throws -> Int
    private let tool: any NFTables

    /// - Parameter port: where the metadata service listens on this host, as soon as it does.
    package init(port: @escaping @Sendable () async throws -> Int, tool: any NFTables) {
        self.port = port
        self.tool = tool
    }

    package func ensure(bridge: String) async throws(HypervisorError) {
        let (table, port) = (Self.table(of: bridge), try await listeningPort())
        try await tool.apply([
            "add table ip \(table)",
            "delete table ip \(table)",
            "add table ip \(table)",
            "add chain ip \(table) prerouting { type nat hook prerouting priority dstnat ; }",
            "add rule ip \(table) prerouting iifname \"\(bridge)\" ip daddr 169.254.169.254 tcp dport 80 redirect to :\(port)",
            "add chain ip \(table) input { type filter hook input priority filter ; }",
            "add rule ip \(table) input iifname != \"lo\" tcp dport \(port) ct status dnat accept",
            "add rule ip \(table) input iifname != \"lo\" tcp dport \(port) drop",
        ])
    }

    package func remove(bridge: String) async throws(HypervisorError) {
        let table = Self.table(of: bridge)
        try await tool.apply(["add table ip \(table)", "delete table ip \(table)"])
    }

    private static func table(of bridge: String) -> String {
        "vireo_" + bridge.map { $0.isLetter || $0.isNumber ? $0 : "_" }
    }

    private func listeningPort() async throws(HypervisorError) -> Int {
        do {
            return try await port()
        } catch {
            throw .failed("the metadata service does not listen: \(error)")
        }
    }
}
