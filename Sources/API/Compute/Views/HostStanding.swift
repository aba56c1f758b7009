internal import HostLink
internal import Model
internal import Store
internal import Workflow

/// How a host's compute service is doing, in the words of several answers.
struct HostStanding: Hashable, Sendable {
    let isAlive: Bool
    let isEnabled: Bool
    let isForcedDown: Bool

    /// Nova's `host_status` of a server: "UP", "DOWN" or "MAINTENANCE".
    var serverStatus: String {
        if !isEnabled { return "MAINTENANCE" }
        return isUp ? "UP" : "DOWN"
    }

    var isUp: Bool { isAlive && !isForcedDown }
    /// "up" or "down".
    var state: String { isUp ? "up" : "down" }
    /// "enabled" or "disabled".
    var status: String { isEnabled ? "enabled" : "disabled" }
}

extension Replicas {
    func standing(of host: ID<Host>) -> HostStanding {
        let service = services.get(host.value)?.value
        return HostStanding(
            isAlive: alive.get(HostKeys(host).alive) != nil,
            isEnabled: service?.isDisabled != true,
            isForcedDown: service?.isForcedDown == true
        )
    }
}
