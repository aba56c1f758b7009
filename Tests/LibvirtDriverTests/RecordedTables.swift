import Hypervisor
import Synchronization

@testable import LibvirtDriver

/// nftables that only notes what it is told.
final class RecordedTables: NFTables {
    private let applied = Mutex<[[String]]>([])

    var all: [[String]] { applied.withLock { $0 } }

    func apply(_ commands: [String]) async throws(HypervisorError) { applied.withLock { $0.append(commands) } }
}
