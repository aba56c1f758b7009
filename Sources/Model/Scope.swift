/// Whose records an access may see: every record carries its project, and this is where that is checked.
package enum Scope: Hashable, Sendable {
    /// Records of that project and those that belong to nobody in particular.
    case project(ID<Project>)
    /// Every record: administrators and the service's own work.
    case all

    package func permits(_ owner: ID<Project>?) -> Bool {
        switch self {
        case .all: true
        case .project(let project): owner == nil || owner == project
        }
    }
}

extension Caller {
    /// What this caller may see when it does not ask for all projects.
    package var scope: Scope { .project(project) }
}
