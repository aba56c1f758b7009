/// What a tool that reads a tenant's bytes is held to.
struct ToolConfinement: Hashable, Sendable {
    let cpuSeconds: Int
    /// Bytes.
    let addressSpace: Int64
}
