internal import JSON
internal import Model

/// A host's hypervisor as the API shows it.
///
/// Source: Compute API reference, section "Hypervisors".
struct HypervisorView {
    let host: ComputeHost
    let version: Microversion
    /// Servers on it; nil where they are not asked for.
    let servers: [Server]?
    /// How many of its servers something is being done to.
    let workload: Int

    private var inventory: HostInventory { host.inventory }

    func writeShort(to writer: inout JSONWriter, _ further: (inout JSONWriter) -> Void = { _ in }) {
        writer.beginObject()
        writeBrief(to: &writer)
        further(&writer)
        writer.endObject()
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeBrief(to: &writer)
        writer.member("hypervisor_type", inventory.hypervisorType)
        writer.member("hypervisor_version", inventory.hypervisorVersion)
        writer.member("host_ip", inventory.address)
        writeService(to: &writer)
        writeProcessor(to: &writer)
        HypervisorFigures(host, workload: workload).write(to: &writer)
        writeFeatures(to: &writer)
        writer.endObject()
    }

    private func writeBrief(to writer: inout JSONWriter) {
        writer.name("id")
        if version >= .hostUUIDs {
            writer.string(inventory.uuid)
        } else {
            writer.integer(Int64(StableNumber.of(inventory.uuid)))
        }
        writer.member("hypervisor_hostname", host.host.value)
        writer.member("state", host.standing.state)
        writer.member("status", host.standing.status)
        guard let servers, version < .hostUUIDs || !servers.isEmpty else { return }
        let elements = servers.map { server -> JSONValue in
            ["uuid": .string(server.id.value), "name": .string(server.name)]
        }
        writer.member("servers", value: .array(elements))
    }

    private func writeService(to writer: inout JSONWriter) {
        writer.name("service")
        writer.beginObject()
        writer.member("host", host.host.value)
        writer.name("id")
        if version >= .hostUUIDs {
            writer.string(host.service.id)
        } else {
            writer.integer(Int64(StableNumber.of(host.service.id)))
        }
        writer.member("disabled_reason", host.service.disabledReason)
        writer.endObject()
    }

    /// A member of Vireo's own, of which clients of Nova's know nothing.
    private func writeFeatures(to writer: inout JSONWriter) {
        guard let features = inventory.features else { return }
        writer.name("vireo:features")
        writer.beginObject()
        for feature in features { writer.member(feature.name, feature.need.map { "needs \($0)" } ?? "available") }
        writer.endObject()
    }

    /// A text that holds JSON, until the version that made it an object.
    private func writeProcessor(to writer: inout JSONWriter) {
        let topology = inventory.cpuTopology
        let info: JSONValue = [
            "arch": .string(inventory.cpuArchitecture), "model": JSONValue(inventory.cpuModel),
            "vendor": JSONValue(inventory.cpuVendor), "features": .array(inventory.cpuFeatures.map(JSONValue.string)),
            "topology": [
                "sockets": JSONValue(topology.first ?? 1), "cores": JSONValue(topology.dropFirst().first ?? 1),
                "threads": JSONValue(topology.dropFirst(2).first ?? 1),
            ],
        ]
        writer.member(
            "cpu_info",
            value: version >= .cpuInfoAsObject ? info : .string(String(decoding: info.encoded, as: UTF8.self))
        )
    }
}
