package import Hypervisor
internal import Subprocess

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
