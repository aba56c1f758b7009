package import Hypervisor
internal import Subprocess
internal import Synchronization

/// Sends what guests ask of 169.254.169.254 to our own listener: one nftables table, one rule a bridge.
///
/// Source: nft(8), statements `redirect`.
package struct MetadataRedirect: Sendable {
    private static let table = "vireo"

    private let port: @Sendable () async throws -> Int
    private let tool: any NFTables

    /// - Parameter port: where the metadata service listens on this host, as soon as it does.
    package init(port: @escaping @Sendable () async throws -> Int, tool: any NFTables) {
        self.port = port
        self.tool = tool
    }

    package func ensure(bridge: String) async throws(HypervisorError) {
        let port = try await listeningPort()
        try await tool.apply([
            "add table ip \(Self.table)",
            "add map ip \(Self.table) metadata { type ifname : inet_service ; }",
            "add chain ip \(Self.table) prerouting { type nat hook prerouting priority dstnat ; }",
            "flush chain ip \(Self.table) prerouting",
            "add rule ip \(Self.table) prerouting ip daddr 169.254.169.254 tcp dport 80 redirect to :iifname map @metadata",
            "add element ip \(Self.table) metadata { \"\(bridge)\" : \(port) }",
        ])
    }

    package func remove(bridge: String) async throws(HypervisorError) {
        let port = try await listeningPort()
        try await tool.apply([
            "add table ip \(Self.table)",
            "add map ip \(Self.table) metadata { type ifname : inet_service ; }",
            "add element ip \(Self.table) metadata { \"\(bridge)\" : \(port) }",
            "delete element ip \(Self.table) metadata { \"\(bridge)\" : \(port) }",
        ])
    }

    private func listeningPort() async throws(HypervisorError) -> Int {
        do {
            return try await port()
        } catch {
            throw .failed("the metadata service does not listen: \(error)")
        }
    }

    /// Takes the table away with all rules.
    package func removeAll() async throws(HypervisorError) {
        try await tool.apply(["add table ip \(Self.table)", "delete table ip \(Self.table)"])
    }
}

/// Applies nftables commands, all or none.
package protocol NFTables: Sendable {
    func apply(_ commands: [String]) async throws(HypervisorError)
}

/// The `nft` program.
package struct NFTProgram: NFTables {
    package init() {}

    package func apply(_ commands: [String]) async throws(HypervisorError) {
        let script = commands.joined(separator: "\n") + "\n"
        do {
            let result = try await run(
                .name("nft"), arguments: ["-f", "-"], input: .string(script), output: .discarded,
                error: .string(limit: 4096))
            guard result.terminationStatus.isSuccess else {
                throw HypervisorError.failed("nft refused the rules: \(result.standardError)")
            }
        } catch let error as HypervisorError {
            throw error
        } catch {
            throw .failed("nft cannot be run: \(error)")
        }
    }
}
