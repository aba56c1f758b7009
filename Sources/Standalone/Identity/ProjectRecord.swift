package import Model
internal import Store

/// A project of the embedded identity service.
///
/// Source: Identity API v3 reference, section "Projects".
package struct ProjectRecord: Record, Hashable {
    package static let prefix = "identity/projects/"

    package let id: ID<Project>
    package var name: String
    package var description: String
    package var isEnabled: Bool
    package var tags: [String]
    package let createdAt: Timestamp

    package init(
        id: ID<Project>,
        name: String,
        description: String = "",
        isEnabled: Bool = true,
        tags: [String] = [],
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.isEnabled = isEnabled
        self.tags = tags
        self.createdAt = createdAt
    }
}
