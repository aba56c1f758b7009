internal import JSON
internal import Model
internal import Standalone

/// A role assignment as clients read it.
struct AssignmentView {
    private let assignment: Assignment
    private let role, user, project: String?
    private let hasNames: Bool

    init(_ assignment: Assignment, role: String?, user: String?, project: String?, hasNames: Bool) {
        self.assignment = assignment
        self.role = role
        self.user = user
        self.project = project
        self.hasNames = hasNames
    }

    /// - Parameter base: what the link begins with.
    func document(_ base: String) -> JSONValue {
        let path: String
        let scope: JSONValue
        switch assignment.target {
        case .project(let id):
            path = "projects/\(id)"
            scope = .envelope("project", named(id.value, project, hasDomain: true))
        case .domain:
            path = "domains/\(IdentityDomain.id)"
            scope = .envelope("domain", hasNames ? IdentityAPI.domain : ["id": .string(IdentityDomain.id)])
        case .system:
            path = "system"
            scope = ["system": ["all": true]]
        }
        return [
            "role": named(assignment.role.value, role, hasDomain: false),
            "user": named(assignment.user.value, user, hasDomain: true), "scope": scope,
            "links": [
                "assignment": .string(
                    "\(base)/identity/v3/\(path)/users/\(assignment.user)/roles/\(assignment.role)"
                )
            ],
        ]
    }

    private func named(_ id: String, _ name: String?, hasDomain: Bool) -> JSONValue {
        guard hasNames, let name else { return ["id": .string(id)] }
        return hasDomain
            ? ["id": .string(id), "name": .string(name), "domain": IdentityAPI.domain]
            : ["id": .string(id), "name": .string(name)]
    }
}
