import Testing

/// Guests that are still to be tried, for whoever has time.
@MainActor
final class HardwareQueue {
    private let tenant: Tenant
    private let networks: [String]
    private var waiting: ArraySlice<HardwareGuest>
    /// Those that were made.
    private(set) var servers: [String] = []

    init(_ guests: [HardwareGuest], _ tenant: Tenant, networks: [String]) {
        waiting = guests[...]
        self.tenant = tenant
        self.networks = networks
    }

    func work() async {
        while let guest = waiting.popFirst() {
            if let reason = guest.impossible() {
                print("the guest '\(guest.name)' is not tried: \(reason)")
                continue
            }
            let run = HardwareRun(guest, tenant, networks: networks)
            do {
                try await run.boot()
            } catch {
                Issue.record("\(guest.name): \(error)")
            }
            if let server = run.server { servers.append(server) }
            print("the guest '\(guest.name)' took \(run.seconds) s")
        }
    }
}
