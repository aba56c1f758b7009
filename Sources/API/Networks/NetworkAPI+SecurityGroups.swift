internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Model
internal import Standalone

// Groups and rules are kept as their makers wrote them; what a port lets through is not filtered by them.
//
// Source: Networking API v2.0 reference, sections "Security groups" and "Security group rules".

extension NetworkAPI {
    @Sendable func listGroups(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try page("security_groups", request, SecurityGroupView.attributes)
        let found = try await networks.securityGroups(for: try context.caller)
        return try page.response(found.map { SecurityGroupView.document($0) })
    }

    @Sendable func createGroup(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "security_group")
        let name = try fields.string("name")
        let description = try fields.optionalString("description") ?? ""
        guard try Self.project(&fields).map({ $0 == caller.project }) ?? true else {
            throw APIError.forbidden("A security group is made for the token's own project only.")
        }
        _ = try fields.optionalBool("stateful")
        try fields.finish()
        let group = try await networks.createSecurityGroup(name: name, description: description, for: caller)
        return show("security_group", SecurityGroupView.document(group), status: .created)
    }

    @Sendable func showGroup(_ request: Request, _ context: APIContext) async throws -> Response {
        let group = try await networks.securityGroup(ID(context.parameter("group")), for: try context.caller)
        return show("security_group", SecurityGroupView.document(group))
    }

    @Sendable func updateGroup(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "security_group")
        let name = try fields.optionalString("name", length: 1...255)
        let description = try fields.optionalString("description")
        _ = try fields.optionalBool("stateful")
        try fields.finish()
        let group = try await networks.updateSecurityGroup(
            ID(context.parameter("group")),
            name: name,
            description: description,
            for: caller
        )
        return show("security_group", SecurityGroupView.document(group))
    }

    @Sendable func deleteGroup(_ request: Request, _ context: APIContext) async throws -> Response {
        try await networks.deleteSecurityGroup(ID(context.parameter("group")), for: try member(context))
        return .empty(.noContent)
    }

    @Sendable func listRules(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try page("security_group_rules", request, SecurityGroupView.ruleAttributes)
        let groups = try await networks.securityGroups(for: try context.caller)
        return try page.response(
            groups.flatMap { group in group.rules.map { SecurityGroupView.document($0, of: group) } }
        )
    }

    @Sendable func createRule(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try member(context)
        var fields = try await request.fields(of: "security_group_rule")
        let id = ID<SecurityGroupRecord>(try fields.string("security_group_id"))
        let rule = try RuleBody.rule(&fields, networks)
        _ = try Self.project(&fields)
        try fields.finish()
        let group = try await networks.addRule(rule, to: id, for: caller)
        return show("security_group_rule", SecurityGroupView.document(rule, of: group), status: .created)
    }

    @Sendable func showRule(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = ID<SecurityGroupRule>(context.parameter("rule"))
        for group in try await networks.securityGroups(for: try context.caller) {
            guard let rule = group.rules.first(where: { $0.id == id }) else { continue }
            return show("security_group_rule", SecurityGroupView.document(rule, of: group))
        }
        throw APIError.notFound("Security group rule", id.value)
    }

    @Sendable func deleteRule(_ request: Request, _ context: APIContext) async throws -> Response {
        try await networks.deleteRule(ID(context.parameter("rule")), for: try member(context))
        return .empty(.noContent)
    }
}
