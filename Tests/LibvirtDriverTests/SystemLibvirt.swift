import Glibc
import Hypervisor
import Libvirt
import Logging
import Runtime

@testable import LibvirtDriver

/// The host's own libvirt, for tests that leave nothing on it.
final class SystemLibvirt: Sendable {
    private static let uri = "qemu:///system"

    static let answers = geteuid() == 0 && (try? Connection(uri: uri)) != nil

    let runtime = SystemRuntime()
    let session: LibvirtSession
    private let follower: RunningTask

    /// With the session's events running.
    init(uri: String = uri) throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let session = try LibvirtSession(uri: uri, runtime: runtime, logger: logger)
        self.session = session
        follower = runtime.spawn("session") { try? await session.run() }
    }

    deinit { follower.cancel() }
}

extension AsyncStream<HypervisorEvent> {
    /// Reads until that event, which must come.
    func wait(for event: HypervisorEvent) async {
        for await next in self where next == event { return }
    }
}
