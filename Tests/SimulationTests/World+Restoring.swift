import Hypervisor
import Model
import Runtime
import Store
import TestKit

extension World {
    /// Everybody dies and comes back over the store as it was at the last quiet point: what was recorded since is lost, and
    /// what was done since on the hosts is not.
    func restoreStore(after pause: Duration) async throws {
        setDown(true)
        for controller in liveControllers { controller.kill() }
        for index in hosts.indices { agent(index)?.kill() }
        // What was asked of a host's monitor is done, whether somebody lives to hear of it or not.
        try await runtime.sleep(for: max(pause, .seconds(20)))
        let restored = remembered
        let present = try await store.list("").value
        let changes =
            present.map { Transaction.Change.delete($0.key) }
            + restored.map { Transaction.Change.put($0.key, $0.value, lease: nil) }
        let kept = Set(restored.map(\.key))
        for change in changes {
            if case .delete(let key) = change, kept.contains(key) { continue }
            _ = try await store.commit(Transaction(changes: [change]))
        }
        ledger.restore(try await leftovers(), at: runtime.uptime)
        setDown(false)
        await startAll()
    }

    /// What lies on hosts of servers that the store does not know.
    private func leftovers() async throws -> Ledger.Leftovers {
        let known = try await servers()
        let (ids, macs) = (Set(known.map(\.id)), Set(known.flatMap(\.ports).map(\.mac)))
        var leftovers = Ledger.Leftovers()
        for host in hosts {
            leftovers.machines.formUnion(host.hypervisor.peekAll().map(\.uuid).filter { !ids.contains($0) })
            leftovers.folders.formUnion(try await host.disks.folders().filter { !ids.contains($0) })
            leftovers.macs.formUnion(host.networks.reservations.map(\.mac).filter { !macs.contains($0) })
        }
        return leftovers
    }
}
