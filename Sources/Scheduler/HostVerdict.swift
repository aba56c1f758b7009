package import Model

/// Whether one host would do.
package struct HostVerdict: Hashable, Sendable {
    package let host: ID<Host>
    /// The first filter that refuses it; nil where it would do.
    package let filter: String?
    /// For administrators; empty where it would do.
    package let reason: String
}
