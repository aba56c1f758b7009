/// Where the threads of QEMU run that are no processor of the guest.
///
/// Source: Nova's administrator guide, "CPU topologies", section "Customizing instance emulator thread pinning policy".
package enum EmulatorThreadsPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// On a host processor of their own.
    case isolate
    /// On the host's shared processors.
    case share
}
