package import HostLink
package import Model

/// What would come of a request for servers: nothing of it is made, recorded or claimed.
package struct ServerPreview: Sendable {
    /// What the scheduler says of one host.
    package struct Verdict: Hashable, Sendable {
        package let host: ID<Host>
        /// The filter that refuses the host, and why; nil where it would do.
        package let refusal: Refusal?
    }

    package struct Refusal: Hashable, Sendable {
        package let filter: String
        package let reason: String
    }

    /// By the hosts' names.
    package let verdicts: [Verdict]
    /// The machine that the host would be given, with ports that are made up where they would be made; nil where there is
    /// no host for it.
    package let placed: (host: ID<Host>, machine: Machine)?
    /// What the tenant would read where there is no host.
    package let refusal: String?
}
