internal import JSON
internal import Model

/// How much of a period a server existed, and what it took meanwhile.
///
/// Source: Compute API reference, section "Usage reports".
struct ServerUsage: Sendable {
    let server: Server
    let hours: Double
    private let uptime: Int64

    var memory: Double { hours * Double(server.flavor.memoryMiB) }
    var vcpus: Double { hours * Double(server.flavor.vcpus) }
    var disk: Double { hours * Double(gibibytes) }

    private var gibibytes: Int { server.flavor.rootGiB + server.flavor.ephemeralGiB }

    /// nil for a server that was never there in the period. What is yet to come is not counted.
    init?(_ server: Server, from start: Timestamp, to stop: Timestamp, now: Timestamp) {
        let stop = min(stop, now)
        guard let launched = server.launchedAt, launched < stop, server.terminatedAt ?? stop >= start else {
            return nil
        }
        self.server = server
        let ended = min(server.terminatedAt ?? stop, stop)
        hours = max(0, (ended - max(launched, start)).milliseconds / 3_600_000)
        uptime = max(0, (server.terminatedAt ?? now).seconds - launched.seconds)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("instance_id", server.id.value)
        writer.member("name", server.name)
        writer.member("tenant_id", server.project.value)
        writer.member("flavor", server.flavor.name)
        writer.member("memory_mb", server.flavor.memoryMiB)
        writer.member("vcpus", server.flavor.vcpus)
        writer.member("local_gb", gibibytes)
        writer.name("hours")
        writer.number(hours)
        writer.member("uptime", Int(uptime))
        writer.member("started_at", server.launchedAt?.iso8601Microseconds)
        writer.member("ended_at", server.terminatedAt?.iso8601Microseconds)
        writer.member("state", server.terminatedAt == nil ? server.phase.vmState.rawValue : "terminated")
        writer.endObject()
    }
}
