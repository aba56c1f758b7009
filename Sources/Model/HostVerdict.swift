/// Whether one host would do for a server, as the scheduler says to administrators.
package struct HostVerdict: Hashable, Sendable {
    package struct Refusal: Hashable, Sendable {
        /// The first filter that refuses the host, by Nova's name where it has one.
        package let filter: String
        package let reason: String

        package init(filter: String, reason: String) {
            self.filter = filter
            self.reason = reason
        }
    }

    package let host: ID<Host>
    /// Nil where the host would do.
    package let refusal: Refusal?

    package init(host: ID<Host>, refusal: Refusal?) {
        self.host = host
        self.refusal = refusal
    }
}
