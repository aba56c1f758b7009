import Model

/// One thing that a history holds: a request of a client, or something that befalls the cloud.
struct Happening: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        /// Servers are named by their number in the history.
        case create(Int)
        case act(ServerAction, Int)
        case fault(Fault)
    }

    /// Its place in the whole history.
    let number: Int
    let round: Int
    /// From the beginning of its round.
    let at: Duration
    let kind: Kind

    var description: String { "\(number): round \(round), \(at): \(what)" }

    private var what: String {
        switch kind {
        case .create(let server): "create vm-\(server)"
        case .act(.reboot(let kind), let server): "reboot \(kind.rawValue) vm-\(server)"
        case .act(let action, let server): "\(action.name) vm-\(server)"
        case .fault(let fault): "\(fault)"
        }
    }

    /// What goes wrong, with whom, for how long.
    struct Fault: Sendable, CustomStringConvertible {
        let kind: FaultKind
        /// The number of a controller, a host or a server, as the kind has it.
        let target: Int
        let lasts: Duration

        var description: String {
            "\(kind.rawValue) (\(kind.victim.rawValue) \(target))" + (kind.lasts ? " for \(lasts)" : "")
        }
    }
}

enum FaultKind: String, Sendable, CaseIterable {
    enum Victim: String { case controller, host, guest = "vm" }

    case controllerDies, controllerStops, controllerHangs, controllerIsCutOff, controllerLosesAnswer
    case controllerLosesRequest
    case agentDies, agentStops, agentHangs, agentIsCutOff, agentLosesAnswer, agentLosesRequest
    case hostReboots
    /// It comes back over the store of another cluster, over an empty one, over one as it was at the last quiet point.
    case agentSeesOtherCluster, agentSeesEmptyStore, agentSeesOldStore
    case hypervisorIsSlow, hypervisorIsSilent, hypervisorFails, hypervisorRefuses, imagesAreRefused
    case guestHalts, guestCrashes, guestIsLost, guestGoesDeaf

    var victim: Victim {
        switch self {
        case .controllerDies, .controllerStops, .controllerHangs, .controllerIsCutOff, .controllerLosesAnswer,
            .controllerLosesRequest:
            .controller
        case .agentDies, .agentStops, .agentHangs, .agentIsCutOff, .agentLosesAnswer, .agentLosesRequest, .hostReboots,
            .agentSeesOtherCluster, .agentSeesEmptyStore, .agentSeesOldStore,
            .hypervisorIsSlow, .hypervisorIsSilent, .hypervisorFails, .hypervisorRefuses, .imagesAreRefused:
            .host
        case .guestHalts, .guestCrashes, .guestIsLost, .guestGoesDeaf: .guest
        }
    }

    /// Whether it goes on until it ends; the others happen once.
    var lasts: Bool {
        switch self {
        case .controllerDies, .controllerStops, .controllerHangs, .controllerIsCutOff, .agentDies, .agentStops,
            .agentHangs, .agentIsCutOff, .hostReboots, .agentSeesOtherCluster, .agentSeesEmptyStore,
            .agentSeesOldStore, .hypervisorIsSlow, .hypervisorIsSilent, .imagesAreRefused:
            true
        case .controllerLosesAnswer, .controllerLosesRequest, .agentLosesAnswer, .agentLosesRequest, .hypervisorFails,
            .hypervisorRefuses, .guestHalts, .guestCrashes, .guestIsLost, .guestGoesDeaf:
            false
        }
    }

    /// Whether it makes a host give no answer.
    var silencesHost: Bool {
        switch self {
        case .agentDies, .agentStops, .agentHangs, .agentIsCutOff, .hostReboots, .agentSeesOtherCluster,
            .agentSeesEmptyStore, .agentSeesOldStore, .hypervisorIsSlow, .hypervisorIsSilent:
            true
        default: false
        }
    }

    /// Whether an agent may do twice what it was in the midst of, or not know that it did.
    var disturbsAgent: Bool {
        switch self {
        case .hypervisorFails, .hypervisorRefuses, .agentLosesAnswer, .agentLosesRequest, .imagesAreRefused: true
        default: silencesHost
        }
    }

    /// Whether it may make a host report that something cannot be done.
    var causesFaults: Bool {
        switch self {
        case .hypervisorFails, .hypervisorRefuses, .imagesAreRefused: true
        default: false
        }
    }
}
