/// How dedicated processors use the host's hardware threads.
///
/// Source: Nova's administrator guide, "CPU topologies", section "Customizing instance CPU thread pinning policies".
package enum CPUThreadPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// Threads of one core where there are any.
    case prefer
    /// One thread of each core; its others stay empty.
    case isolate
    /// Threads of one core, or no guest.
    case require
}
