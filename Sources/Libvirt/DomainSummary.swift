/// A domain as a list tells of it, all as of one moment.
package struct DomainSummary: Sendable {
    package let domain: Domain
    package let state: DomainState
    /// Whether the domain had a process.
    package let isActive: Bool
    /// Whether the domain is defined, so that it outlives its process.
    package let isPersistent: Bool
}
