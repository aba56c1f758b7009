internal import Cloud
internal import Hummingbird
internal import JSON
internal import Model
internal import Store

/// `/flavors/{flavor}/os-flavor-access` and `POST /flavors/{flavor}/action`
///
/// Source: Compute API reference, section "Flavors access".
struct FlavorAccess: Sendable {
    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        let flavor = try await compute.flavor(request).value
        guard !flavor.isPublic else {
            throw APIError(.notFound, "Access list not available for public flavors.")
        }
        return answer(flavor)
    }

    func act(_ request: ComputeRequest) async throws -> Response {
        guard let members = try await request.document().members, members.count == 1, let action = members.first else {
            throw APIError.badRequest("The body must be an object with one member: the action's name.")
        }
        switch action.name {
        case "addTenantAccess": return try await add(try project(action), request)
        case "removeTenantAccess": return try await remove(try project(action), request)
        default: throw APIError.badRequest("There is no such action: \(action.name.prefix(64))")
        }
    }

    private func project(_ action: JSONValue.Member) throws(APIError) -> ID<Project> {
        var fields = try Fields(action.value, path: action.name)
        let project = try fields.string("tenant")
        try fields.finish()
        return ID(project)
    }

    private func add(_ project: ID<Project>, _ request: ComputeRequest) async throws -> Response {
        guard try await compute.identity.projectExists(project) else {
            throw APIError.badRequest("Project ID \(project) is not a valid project.")
        }
        return answer(
            try await compute.editFlavor(request) { flavor in
                if request.version >= .publicFlavorAccessRefused, flavor.isPublic {
                    throw APIError.conflict("Can not add access to a public flavor.")
                }
                guard flavor.accessProjects.insert(project).inserted else {
                    throw APIError.conflict(
                        "Flavor access already exists for flavor \(flavor.id) and project \(project) combination."
                    )
                }
            }
        )
    }

    private func remove(_ project: ID<Project>, _ request: ComputeRequest) async throws -> Response {
        answer(
            try await compute.editFlavor(request) { flavor in
                guard flavor.accessProjects.remove(project) != nil else {
                    throw APIError(
                        .notFound,
                        "Flavor access not found for \(flavor.id) / \(project) combination."
                    )
                }
            }
        )
    }

    private func answer(_ flavor: Flavor) -> Response {
        let entries = flavor.accessProjects.sorted().map { project -> JSONValue in
            ["flavor_id": .string(flavor.id.value), "tenant_id": .string(project.value)]
        }
        return .json(["flavor_access": .array(entries)])
    }
}
