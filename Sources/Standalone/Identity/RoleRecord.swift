package import Model
internal import Store

/// A role of the embedded identity service.
package struct RoleRecord: Record, Hashable {
    package static let prefix = "identity/roles/"

    /// The roles that the service begins with, and which of them each one implies.
    ///
    /// Source: Keystone administration guide, "Default roles".
    package static let defaults: KeyValuePairs<String, [String]> = [
        "admin": ["member", "reader"], "member": ["reader"], "reader": [], "service": [],
    ]

    package let id: ID<RoleRecord>
    package var name: String
    package var description: String

    package init(id: ID<RoleRecord>, name: String, description: String = "") {
        self.id = id
        self.name = name
        self.description = description
    }

    /// The names of the roles that come with this one.
    var implied: [String] { Self.defaults.first { $0.key == name }?.value ?? [] }
}
