internal import Hummingbird
internal import JSON
internal import Model
internal import Runtime
internal import Store
internal import Workflow

/// `/os-services`: each host's compute service.
///
/// Source: Compute API reference, section "Compute services (os-services)".
struct ComputeServices: Sendable {
    private static let binary = "nova-compute"

    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        var query = request.query
        let host = query.last("host")
        let binary = query.last("binary")
        try request.finish(query)
        let hosts = compute.services.replicas.computeHosts().filter {
            (host == nil || host == $0.host.value) && (binary == nil || binary == Self.binary)
        }
        return request.list("services", hosts) { write($0, request.version, to: &$1) }
    }

    private func write(_ host: ComputeHost, _ version: Microversion, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("id")
        if version >= .hostUUIDs {
            writer.string(host.service.id)
        } else {
            writer.integer(Int64(StableNumber.of(host.service.id)))
        }
        writer.member("binary", Self.binary)
        writer.member("host", host.host.value)
        writer.member("zone", compute.services.settings.defaultAvailabilityZone)
        writer.member("status", host.standing.status)
        writer.member("state", host.standing.state)
        writer.member("disabled_reason", host.service.disabledReason)
        writer.member(
            "updated_at",
            max(host.service.updatedAt, host.aliveSince ?? host.service.updatedAt).iso8601Microseconds
        )
        if version >= .forcedDown { writer.member("forced_down", host.service.isForcedDown) }
        writer.endObject()
    }

    // MARK: From 2.53 on, by UUID

    func update(_ request: ComputeRequest) async throws -> Response {
        let id = request.parameter("service")
        guard id.isUUID else { throw APIError.badRequest("Invalid uuid \(id.prefix(64))") }
        guard let host = compute.services.replicas.computeHosts().first(where: { $0.service.id == id }) else {
            throw APIError(.notFound, "Service \(id) could not be found.")
        }
        let change = try decode(Fields(try await request.document(), path: ""))
        let changed = try await edit(host, change)
        return .json { writer in
            writer.beginObject()
            writer.name("service")
            write(changed, request.version, to: &writer)
            writer.endObject()
        }
    }

    private func decode(_ fields: Fields) throws(APIError) -> @Sendable (inout HostService) -> Void {
        var fields = fields
        let status = try fields.optionalString("status")
        let reason = try fields.optionalString("disabled_reason", length: 1...255)
        let isForcedDown = try fields.optionalBool("forced_down")
        try fields.finish()
        if let status, !["enabled", "disabled"].contains(status) {
            throw fields.refusal("status", .string(status), "must be 'enabled' or 'disabled'")
        }
        guard reason == nil || status == "disabled" else {
            throw .badRequest("Specifying disabled_reason requires that status is \"disabled\".")
        }
        guard status != nil || isForcedDown != nil else {
            throw .badRequest("No updates were requested. Fields 'status' or 'forced_down' should be specified.")
        }
        return { service in
            if let status {
                service.isDisabled = status == "disabled"
                service.disabledReason = reason
            }
            if let isForcedDown { service.isForcedDown = isForcedDown }
        }
    }

    // MARK: Before, by host and binary

    func enable(_ request: ComputeRequest) async throws -> Response {
        try await act(request, []) { service, _ in
            service.isDisabled = false
            service.disabledReason = nil
        }
    }

    func disable(_ request: ComputeRequest) async throws -> Response {
        try await act(request, []) { service, _ in
            service.isDisabled = true
            service.disabledReason = nil
        }
    }

    func disableWithReason(_ request: ComputeRequest) async throws -> Response {
        try await act(request, ["disabled_reason"]) { service, values in
            service.isDisabled = true
            service.disabledReason = values["disabled_reason"]?.stringValue
        }
    }

    func forceDown(_ request: ComputeRequest) async throws -> Response {
        try await act(request, ["forced_down"]) { service, values in
            service.isForcedDown = values["forced_down"] == true
        }
    }

    private func act(
        _ request: ComputeRequest,
        _ extras: [String],
        _ change: @escaping @Sendable (inout HostService, [String: JSONValue]) -> Void
    ) async throws -> Response {
        var fields = try Fields(try await request.document(), path: "")
        let name = try fields.string("host")
        let binary = try fields.string("binary")
        let values = try extras.map { try Self.read($0, &fields) }
        try fields.finish()
        let host = compute.services.replicas.computeHosts().first { $0.host.value == name && binary == Self.binary }
        guard let host else {
            throw APIError(.notFound, "Could not find binary \(binary) on host \(name).")
        }
        let members = Dictionary(zip(extras, values)) { $1 }
        let changed = try await edit(host) { change(&$0, members) }
        let shown = zip(extras, values).map { JSONValue.Member($0, $1) }
        return answer(changed, members["forced_down"] == nil ? [status(changed)] + shown : shown)
    }

    private func status(_ host: ComputeHost) -> JSONValue.Member {
        JSONValue.Member("status", .string(host.standing.status))
    }

    private func answer(_ host: ComputeHost, _ further: [JSONValue.Member]) -> Response {
        let members = [
            JSONValue.Member("host", .string(host.host.value)), JSONValue.Member("binary", .string(Self.binary)),
        ]
        return .json(["service": .object(members + further)])
    }

    private static func read(_ name: String, _ fields: inout Fields) throws(APIError) -> JSONValue {
        if name == "forced_down" { return .bool(try fields.optionalBool(name) ?? false) }
        return .string(try fields.string(name))
    }

    // MARK: Change

    private func edit(
        _ host: ComputeHost,
        _ change: @Sendable (inout HostService) -> Void
    ) async throws -> ComputeHost {
        let store = compute.services.store
        while true {
            let stored = try await compute.records(HostService.self).get(host.host.value)
            var service = stored?.value ?? host.service
            change(&service)
            service.updatedAt = compute.services.runtime.now
            let writing =
                try stored.map { try Collection.update($0, to: service) }
                ?? Collection.insertion(host.host.value, service)
            guard case .committed(let revision) = try await store.commit(writing) else { continue }
            try await compute.services.replicas.services.wait(for: revision)
            return ComputeHost(host.inventory, compute.services.replicas)
        }
    }
}
