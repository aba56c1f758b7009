internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Runtime
internal import Standalone
internal import Store
internal import Workflow

/// Times the placing of servers on many hosts that are only records: for measurements.
struct PlacementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placements",
        abstract:
            "Print what one placement on so many made-up hosts takes: median and 99th percentile, in microseconds.",
        shouldDisplay: false)

    @Option(help: "How many hosts there are.")
    var hosts = 10_000

    @Option(help: "How many servers are placed, one after another.")
    var time = 2000

    func validate() throws {
        guard hosts > 0, time > 0 else { throw ValidationError("--hosts and --time must be 1 or more") }
    }

    func run() async throws {
        let runtime = SystemRuntime()
        let store = MemoryStore(cluster: ClusterID("placements"), runtime: runtime)
        var logger = Logger(label: "vireo") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let replicas = Replicas(store)
        let images = ImageSettings(folder: NSTemporaryDirectory() + "vireo-placements")
        let services = WorkflowServices(
            runtime: runtime, store: store, replicas: replicas,
            images: StandaloneImages(store: store, runtime: runtime, settings: images),
            networks: StandaloneNetworks(store: store, runtime: runtime), logger: logger)
        let (hosts, count) = (hosts, time)
        let taken = try await withThrowingTaskGroup(of: [Duration].self) { group in
            // The replicas never end by themselves: what ends first is the trial, or a failure.
            group.addTask {
                try await replicas.run()
                return []
            }
            group.addTask {
                await replicas.ready()
                return try await PlacementTrial(hosts: hosts, services).run(count).sorted()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
        guard !taken.isEmpty else { throw ExitCode.failure }
        let (middle, late) = (taken[taken.count / 2], taken[taken.count * 99 / 100])
        print("\(Int(middle / .microseconds(1))) \(Int(late / .microseconds(1)))")
    }
}
