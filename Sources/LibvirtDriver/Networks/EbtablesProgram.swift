package import Hypervisor
internal import Subprocess

/// The `ebtables` program.
///
/// Source: libvirt's `nwfilter_ebiptables_driver.c`, which names chains for their links: `libvirt-I-…` and `I-…`, and
/// with `J` and `P` those that it has not put in their place yet.
package struct EbtablesProgram: FilterChains {
    package init() {}

    package func remove(of links: [String]) async throws(HypervisorError) {
        let lines = try await ebtables("-L").split(separator: "\n")
        let chains = lines.filter { $0.hasPrefix("Bridge chain: ") }
            .compactMap { $0.dropFirst("Bridge chain: ".count).split(separator: ",").first.map(String.init) }
            .filter { chain in links.contains { Self.isChain(chain, of: $0) } }
        // What is referred to cannot go.
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 4, links.contains(words[1]), words[2] == "-j", chains.contains(words[3]) else {
                continue
            }
            _ = try await ebtables(["-D", words[0] == "-i" ? "PREROUTING" : "POSTROUTING"] + words)
        }
        for chain in chains { _ = try await ebtables("-F", chain) }
        for chain in chains { _ = try await ebtables("-X", chain) }
    }

    static func isChain(_ name: String, of link: String) -> Bool {
        ["I", "O", "J", "P"].contains { way in
            name == "libvirt-\(way)-\(link)" || name.hasPrefix("\(way)-\(link)-")
        }
    }

    private func ebtables(_ arguments: String...) async throws(HypervisorError) -> String {
        try await ebtables(arguments)
    }

    private func ebtables(_ arguments: [String]) async throws(HypervisorError) -> String {
        do {
            let result = try await run(
                .name("ebtables"), arguments: Arguments(["--concurrent", "-t", "nat"] + arguments),
                output: .string(limit: 4 << 20), error: .string(limit: 4096))
            guard result.terminationStatus.isSuccess else {
                throw HypervisorError.failed("ebtables refused \(arguments): \(result.standardError)")
            }
            return result.standardOutput
        } catch let error as HypervisorError {
            throw error
        } catch {
            throw .failed("ebtables cannot be run: \(error)")
        }
    }
}
