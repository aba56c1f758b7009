package import Hypervisor
internal import Subprocess

/// The `ip` program.
package struct IPProgram: BridgePorts {
    package init() {}

    package func plug(_ link: String, into bridge: String) async throws(HypervisorError) {
        do {
            let result = try await run(
                .name("ip"), arguments: ["link", "set", "dev", link, "master", bridge, "up"], output: .discarded,
                error: .string(limit: 4096))
            guard result.terminationStatus.isSuccess else {
                throw HypervisorError.failed("ip cannot put \(link) on \(bridge): \(result.standardError)")
            }
        } catch let error as HypervisorError {
            throw error
        } catch {
            throw .failed("ip cannot be run: \(error)")
        }
    }
}
