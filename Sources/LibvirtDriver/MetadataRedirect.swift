package import Hypervisor

/// Sends what guests ask of 169.254.169.254 to our own listener: one nftables table a bridge, which comes and goes whole.
///
/// Source: nft(8), "NAT statements".
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
