package import Model

/// What a client says about a network; nil: unsaid.
package struct NetworkDraft: Sendable {
    package var name: String?
    package var description: String?
    /// For administrators only; the caller's project otherwise.
    package var project: ID<Project>?
    package var isShared: Bool?
    package var isUp: Bool?
    package var mtu: Int?
    package var hasPortSecurity: Bool?

    package init() {}
}
