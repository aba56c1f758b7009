internal import Hummingbird
internal import JSON
internal import Model
internal import Runtime
internal import Store
internal import Workflow

/// `/os-hypervisors`
///
/// Source: Compute API reference, section "Hypervisors".
struct Hypervisors: Sendable {
    let compute: Compute

    private var replicas: Replicas { compute.services.replicas }

    func list(_ request: ComputeRequest) async throws -> Response {
        try answer(request, "os-hypervisors") { $0.writeShort(to: &$1) }
    }

    func detail(_ request: ComputeRequest) async throws -> Response {
        try answer(request, "os-hypervisors/detail") { $0.write(to: &$1) }
    }

    private func answer(
        _ request: ComputeRequest,
        _ path: String,
        _ write: (HypervisorView, inout JSONWriter) -> Void
    ) throws -> Response {
        var query = request.query
        var hosts = replicas.computeHosts()
        var withServers = false
        if request.version >= .hostUUIDs {
            if let pattern = query.last("hypervisor_hostname_pattern") { hosts = try matching(hosts, pattern) }
            withServers = try query.bool("with_servers") ?? false
        }
        var next: String?
        if request.version >= .hypervisorPages {
            let page = try Page(&query, maximum: compute.services.settings.maximumPage)
            let cut = try page.cut(hosts) { id(of: $0, request.version) }
            (hosts, next) = (Array(cut.elements), cut.next)
        }
        try request.finish(query)
        return request.list("hypervisors", hosts, next: next, path: path) {
            write(view($0, request.version, withServers: withServers), &$1)
        }
    }

    private func matching(_ hosts: [ComputeHost], _ pattern: String) throws(APIError) -> [ComputeHost] {
        let found = hosts.filter { $0.host.value.contains(pattern) }
        guard !found.isEmpty else {
            throw APIError(.notFound, "No hypervisor matching '\(pattern.prefix(64))' could be found.")
        }
        return found
    }

    private func id(of host: ComputeHost, _ version: Microversion) -> String {
        version >= .hostUUIDs ? host.inventory.uuid : String(StableNumber.of(host.inventory.uuid))
    }

    private func view(_ host: ComputeHost, _ version: Microversion, withServers: Bool) -> HypervisorView {
        let servers = replicas.servers.matching("host", host.host.value).map(\.value)
        return HypervisorView(
            host: host,
            version: version,
            servers: withServers ? servers : nil,
            workload: servers.count { $0.phase.taskState != nil }
        )
    }

    func show(_ request: ComputeRequest) async throws -> Response {
        var query = request.query
        let withServers = request.version >= .hostUUIDs ? try query.bool("with_servers") ?? false : false
        try request.finish(query)
        let view = view(try host(request), request.version, withServers: withServers)
        return .json { writer in
            writer.beginObject()
            writer.name("hypervisor")
            view.write(to: &writer)
            writer.endObject()
        }
    }

    private func host(_ request: ComputeRequest) throws(APIError) -> ComputeHost {
        let id = request.parameter("hypervisor")
        if request.version >= .hostUUIDs, !id.isUUID { throw .badRequest("Invalid uuid \(id.prefix(64))") }
        guard let host = replicas.computeHosts().first(where: { self.id(of: $0, request.version) == id }) else {
            throw APIError(.notFound, "Hypervisor with ID '\(id.prefix(64))' could not be found.")
        }
        return host
    }

    func statistics(_ request: ComputeRequest) async throws -> Response {
        let hosts = replicas.computeHosts().filter(\.standing.isEnabled)
        let figures = hosts.map { host in
            HypervisorFigures(host, workload: view(host, request.version, withServers: false).workload)
        }
        return .json { writer in
            writer.beginObject()
            writer.name("hypervisor_statistics")
            writer.beginObject()
            writer.member("count", hosts.count)
            figures.reduce(HypervisorFigures(), +).write(to: &writer)
            writer.endObject()
            writer.endObject()
        }
    }

    func uptime(_ request: ComputeRequest) async throws -> Response {
        let host = try host(request)
        guard host.standing.isUp else {
            throw APIError.badRequest("Compute host \(host.host) is not up, and only it knows its uptime.")
        }
        let text = Self.uptime(since: host.inventory.startedAt, now: compute.services.runtime.now)
        return .json { writer in
            writer.beginObject()
            writer.name("hypervisor")
            view(host, request.version, withServers: false).writeShort(to: &writer) { $0.member("uptime", text) }
            writer.endObject()
        }
    }

    /// As the command `uptime` begins: " 08:32:11 up 93 days, 18:25".
    private static func uptime(since start: Timestamp, now: Timestamp) -> String {
        let minutes = max(0, now.seconds - start.seconds) / 60
        let clock = now.iso8601.dropFirst(11).prefix(8)
        let minute = minutes % 60
        return " \(clock) up \(minutes / 1440) days, \(minutes / 60 % 24):\(minute < 10 ? "0" : "")\(minute)"
    }

    // MARK: Until 2.52

    func search(_ request: ComputeRequest) async throws -> Response { try found(request, withServers: false) }

    func servers(_ request: ComputeRequest) async throws -> Response { try found(request, withServers: true) }

    private func found(_ request: ComputeRequest, withServers: Bool) throws(APIError) -> Response {
        let hosts = try matching(replicas.computeHosts(), request.parameter("hypervisor"))
        return request.list("hypervisors", hosts) {
            view($0, request.version, withServers: withServers).writeShort(to: &$1)
        }
    }
}
