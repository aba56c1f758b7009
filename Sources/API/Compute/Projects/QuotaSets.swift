internal import Cloud
internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `/os-quota-sets/{tenant}`
///
/// Source: Compute API reference, section "Quota sets".
struct QuotaSets: Sendable {
    let compute: Compute

    func show(_ request: ComputeRequest) async throws -> Response {
        let project = try await project(request)
        let quota = try await compute.operations.limits(of: project)
        return answer(request.version, project) { $1.integer(Int64($0.limit(quota))) }
    }

    func defaults(_ request: ComputeRequest) async throws -> Response {
        let quota = compute.services.settings.quota
        return answer(request.version, ID(request.parameter("tenant"))) { $1.integer(Int64($0.limit(quota))) }
    }

    func detail(_ request: ComputeRequest) async throws -> Response {
        let project = try await project(request)
        let quota = try await compute.operations.limits(of: project)
        let usage = try await compute.usage(of: project)
        return answer(request.version, project) { resource, writer in
            writer.beginObject()
            writer.member("limit", resource.limit(quota))
            writer.member("in_use", resource.used(usage))
            writer.member("reserved", 0)
            writer.endObject()
        }
    }

    func update(_ request: ComputeRequest) async throws -> Response {
        let project = try await project(request)
        guard !request.query.has("user_id") else {
            throw APIError.badRequest("Quotas are kept for projects, not for single users: leave 'user_id' out.")
        }
        let fields = try await request.fields(of: "quota_set")
        let before = try await compute.records(QuotaSet.self).get(project.value)
        var quota = before?.value ?? compute.services.settings.quota
        try change(&quota, fields, request.version, usage: try await compute.usage(of: project))
        let writing =
            try before.map { try Collection.update($0, to: quota) }
            ?? Collection.insertion(project.value, quota)
        guard case .committed = try await compute.services.store.commit(writing) else {
            throw APIError.conflict("The quota of project \(project) was changed meanwhile. Send the request again.")
        }
        let changed = quota
        return answer(request.version, nil) { $1.integer(Int64($0.limit(changed))) }
    }

    private func change(
        _ quota: inout QuotaSet,
        _ fields: Fields,
        _ version: Microversion,
        usage: ProjectUsage
    ) throws(APIError) {
        var fields = fields
        let isForced = try fields.optionalBool("force") ?? false
        _ = fields.optional("tenant_id")
        for resource in QuotaResource.shown(at: version) {
            guard let limit = try fields.optionalInteger(resource.name, in: -1...Int(Int32.max)) else { continue }
            guard let path = resource.path else { continue }
            let used = resource.used(usage)
            guard isForced || limit < 0 || limit >= used else {
                throw .badRequest(
                    "Quota limit \(limit) for \(resource.name) must be greater than or equal to already used and "
                        + "reserved \(used)."
                )
            }
            quota[keyPath: path] = limit
        }
        try fields.finish()
    }

    /// Back to the defaults.
    func delete(_ request: ComputeRequest) async throws -> Response {
        let project = try await project(request)
        guard let stored = try await compute.records(QuotaSet.self).get(project.value) else { return .empty(.accepted) }
        guard case .committed = try await compute.services.store.commit(Collection.removal(stored)) else {
            throw APIError.conflict("The quota of project \(project) was changed meanwhile. Send the request again.")
        }
        return .empty(.accepted)
    }

    /// The project in the path.
    ///
    /// - Throws: 403 for another project than the caller's, 400 where there is none such.
    private func project(_ request: ComputeRequest) async throws -> ID<Project> {
        let project: ID<Project> = ID(request.parameter("tenant"))
        guard project != request.caller.project else { return project }
        try request.check(.readQuotasOfOthers)
        guard try await compute.identity.projectExists(project) else {
            throw APIError.badRequest("Project ID \(project) is not a valid project.")
        }
        return project
    }

    private func answer(
        _ version: Microversion,
        _ project: ID<Project>?,
        _ write: (QuotaResource, inout JSONWriter) -> Void
    ) -> Response {
        .json { writer in
            writer.beginObject()
            writer.name("quota_set")
            writer.beginObject()
            if let project { writer.member("id", project.value) }
            for resource in QuotaResource.shown(at: version) {
                writer.name(resource.name)
                write(resource, &writer)
            }
            writer.endObject()
            writer.endObject()
        }
    }
}

extension Compute {
    /// What a project has now.
    func usage(of project: ID<Project>) async throws -> ProjectUsage {
        try await records(ProjectUsage.self).get(project.value)?.value ?? ProjectUsage()
    }
}
