internal import Hummingbird
internal import JSON
internal import Model
internal import Runtime
internal import Store
internal import Workflow

/// `/os-simple-tenant-usage`
///
/// Source: Compute API reference, section "Usage reports".
struct Usage: Sendable {
    private struct Period {
        let start: Timestamp
        let stop: Timestamp
        let isDetailed: Bool
        let page: Page?
    }

    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        let period = try period(request)
        let (shown, next) = try cut(try await usages(in: .all, period), period)
        let projects = Dictionary(grouping: shown, by: \.server.project).sorted { $0.key < $1.key }
        return .json { writer in
            writer.beginObject()
            writer.name("tenant_usages")
            writer.beginArray()
            for (project, usages) in projects {
                write(project, usages, period, withServers: period.isDetailed, to: &writer)
            }
            writer.endArray()
            request.writeNext(next, "os-simple-tenant-usage", name: "tenant_usages_links", to: &writer)
            writer.endObject()
        }
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        let project: ID<Project> = ID(request.parameter("tenant"))
        if project != request.caller.project { try request.check(.readUsageOfAll) }
        let period = try period(request)
        let (shown, next) = try cut(try await usages(in: .project(project), period), period)
        return .json { writer in
            writer.beginObject()
            writer.name("tenant_usage")
            if shown.isEmpty {
                writer.value(.object([]))
            } else {
                write(project, Array(shown), period, withServers: true, to: &writer)
            }
            request.writeNext(
                next,
                "os-simple-tenant-usage/\(project)",
                name: "tenant_usage_links",
                to: &writer
            )
            writer.endObject()
        }
    }

    private func period(_ request: ComputeRequest) throws(APIError) -> Period {
        var query = request.query
        let stop = try query.time("end") ?? compute.services.runtime.now
        let start = try query.time("start") ?? stop
        guard start <= stop else {
            throw .badRequest("Invalid start time. The start time cannot occur after the end time.")
        }
        let isDetailed = query.last("detailed") == "1"
        let page =
            request.version >= .usagePages
            ? try Page(&query, maximum: compute.services.settings.maximumPage) : nil
        try request.finish(query)
        return Period(start: start, stop: stop, isDetailed: isDetailed, page: page)
    }

    /// Of living and of deleted servers, in the order of their ids.
    private func usages(in scope: Scope, _ period: Period) async throws -> [ServerUsage] {
        let living = compute.services.replicas.servers.all(in: scope).map(\.value)
        let known = Set(living.map(\.id))
        let now = compute.services.runtime.now
        let deleted = try await compute.records(DeletedServer.self).list(in: scope).map(\.value.server)
            .filter { !known.contains($0.id) }
        return (living + deleted)
            .compactMap { ServerUsage($0, from: period.start, to: period.stop, now: now) }
            .sorted { $0.server.id < $1.server.id }
    }

    private func cut(
        _ usages: [ServerUsage],
        _ period: Period
    ) throws(APIError) -> (ArraySlice<ServerUsage>, next: String?) {
        guard let page = period.page else { return (usages[...], nil) }
        let (shown, next) = try page.cut(usages, id: \.server.id.value)
        return (shown, next)
    }

    private func write(
        _ project: ID<Project>,
        _ usages: [ServerUsage],
        _ period: Period,
        withServers: Bool,
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("tenant_id", project.value)
        writer.member("start", period.start.iso8601Microseconds)
        writer.member("stop", period.stop.iso8601Microseconds)
        for (name, value) in [
            ("total_hours", \ServerUsage.hours), ("total_memory_mb_usage", \.memory),
            ("total_vcpus_usage", \.vcpus), ("total_local_gb_usage", \.disk),
        ] {
            writer.name(name)
            writer.number(usages.reduce(0) { $0 + $1[keyPath: value] })
        }
        if withServers {
            writer.name("server_usages")
            writer.beginArray()
            for usage in usages { usage.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }
}
