internal import Hummingbird
internal import JSON
internal import Model
internal import Workflow

/// `/os-availability-zone`: there is one, the default.
///
/// Source: Compute API reference, section "Availability zones".
struct Zones: Sendable {
    let compute: Compute

    func list(_ request: ComputeRequest) async throws -> Response {
        answer(compute.services.replicas.computeHosts(), showsHosts: false)
    }

    func detail(_ request: ComputeRequest) async throws -> Response {
        answer(compute.services.replicas.computeHosts(), showsHosts: true)
    }

    private func answer(_ hosts: [ComputeHost], showsHosts: Bool) -> Response {
        .json { writer in
            writer.beginObject()
            writer.name("availabilityZoneInfo")
            writer.beginArray()
            writer.beginObject()
            writer.member("zoneName", compute.services.settings.defaultAvailabilityZone)
            writer.member("zoneState", value: ["available": .bool(hosts.contains { $0.standing.isEnabled })])
            writer.name("hosts")
            if showsHosts { write(hosts, to: &writer) } else { writer.null() }
            writer.endObject()
            writer.endArray()
            writer.endObject()
        }
    }

    private func write(_ hosts: [ComputeHost], to writer: inout JSONWriter) {
        writer.beginObject()
        for host in hosts {
            writer.name(host.host.value)
            writer.beginObject()
            writer.name("nova-compute")
            writer.beginObject()
            writer.member("available", host.standing.isUp)
            writer.member("active", host.standing.isEnabled)
            writer.member("updated_at", host.aliveSince?.iso8601Microseconds)
            writer.endObject()
            writer.endObject()
        }
        writer.endObject()
    }
}
