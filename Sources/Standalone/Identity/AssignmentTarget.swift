package import Model

/// Where a role is held, and what a token is good for.
package enum AssignmentTarget: Codable, Hashable, Sendable {
    case project(ID<Project>)
    /// The only domain of the service.
    case domain
    case system

    package var project: ID<Project>? {
        if case .project(let id) = self { id } else { nil }
    }

    var key: String {
        switch self {
        case .project(let id): "project:" + id.value.keyPart
        case .domain: "domain"
        case .system: "system"
        }
    }
}
