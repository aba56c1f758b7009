package import Model
internal import Store

/// That a user has a role somewhere: `identity/assignments/<user>/<where>/<role>`.
package struct Assignment: Record, Hashable {
    package static let prefix = "identity/assignments/"

    package let user: ID<User>
    package let target: AssignmentTarget
    package let role: ID<RoleRecord>

    package init(user: ID<User>, target: AssignmentTarget, role: ID<RoleRecord>) {
        self.user = user
        self.target = target
        self.role = role
    }

    var key: String { Self.under(user, target) + role.value.keyPart }

    static func under(_ user: ID<User>) -> String { user.value.keyPart + "/" }

    static func under(_ user: ID<User>, _ target: AssignmentTarget) -> String { under(user) + target.key + "/" }
}
