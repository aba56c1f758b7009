/// Whether a guest's processors get host processors of their own.
///
/// Source: Nova's administrator guide, "CPU topologies", section "Customizing instance CPU pinning policies".
package enum CPUPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    case dedicated, shared
    /// Some of its processors are dedicated, the others shared.
    case mixed
}
