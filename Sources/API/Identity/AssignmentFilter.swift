internal import Model
internal import Standalone

/// Which role assignments a list is to have.
struct AssignmentFilter {
    private let user, role, project, domain, group: String?
    private let isSystem: Bool

    init(_ query: inout Query) {
        user = query.last("user.id")
        role = query.last("role.id")
        project = query.last("scope.project.id")
        domain = query.last("scope.domain.id")
        group = query.last("group.id")
        isSystem = query.last("scope.system") != nil
    }

    func takes(_ assignment: Assignment) -> Bool {
        guard group == nil, user == nil || assignment.user.value == user, role == nil || assignment.role.value == role
        else { return false }
        if let project { return assignment.target.project?.value == project }
        if let domain { return assignment.target == .domain && domain == IdentityDomain.id }
        return !isSystem || assignment.target == .system
    }
}
