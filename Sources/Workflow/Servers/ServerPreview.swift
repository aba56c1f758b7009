package import HostLink
package import Model

/// What would come of a request for servers: nothing of it is made, recorded or claimed.
package struct ServerPreview: Sendable {
    package enum Outcome: Sendable {
        /// The machine that the host would be given, with ports that are made up where they would be made.
        case placed(Machine, on: ID<Host>)
        /// What the tenant would read of it.
        case refused(String)
    }

    /// By the hosts' names.
    package let verdicts: [HostVerdict]
    package let outcome: Outcome
}
