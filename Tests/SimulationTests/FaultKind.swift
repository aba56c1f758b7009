enum FaultKind: String, Sendable, CaseIterable {
    enum Victim: String { case controller, host, guest = "vm", clock, cloud }

    case controllerDies, controllerStops, controllerHangs, controllerIsCutOff, controllerLosesAnswer
    case controllerLosesRequest
    case agentDies, agentStops, agentHangs, agentIsCutOff, agentLosesAnswer, agentLosesRequest
    case hostReboots
    /// It comes back over the store of another cluster, over an empty one, over one as it was at the last quiet point.
    case agentSeesOtherCluster, agentSeesEmptyStore, agentSeesOldStore
    case hypervisorIsSlow, hypervisorIsSilent, hypervisorFails, hypervisorRefuses, imagesAreRefused
    case guestHalts, guestCrashes, guestIsLost, guestGoesDeaf
    /// The wall clock is set, to an hour or a day before or after.
    case clockJumps
    /// The whole store is as it was at the last quiet point.
    case storeIsRestored

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
        case .clockJumps: .clock
        case .storeIsRestored: .cloud
        }
    }

    /// Whether it goes on until it ends; the others happen once.
    var lasts: Bool {
        switch self {
        case .controllerDies, .controllerStops, .controllerHangs, .controllerIsCutOff, .agentDies, .agentStops,
            .agentHangs, .agentIsCutOff, .hostReboots, .agentSeesOtherCluster, .agentSeesEmptyStore,
            .agentSeesOldStore, .hypervisorIsSlow, .hypervisorIsSilent, .imagesAreRefused, .storeIsRestored:
            true
        case .controllerLosesAnswer, .controllerLosesRequest, .agentLosesAnswer, .agentLosesRequest, .hypervisorFails,
            .hypervisorRefuses, .guestHalts, .guestCrashes, .guestIsLost, .guestGoesDeaf, .clockJumps:
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
