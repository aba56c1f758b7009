internal import JSON
internal import Model

/// A server as the API shows it.
///
/// Source: Compute API reference, "Show Server Details", "List Servers Detailed", "Update Server".
struct ServerView {
    /// Which of the answers it stands in; they differ in their members.
    enum Place: Hashable, Sendable {
        case show, detail, update
    }

    /// What an encoded view depends on besides the server itself.
    struct Form: Hashable, Sendable {
        let place: Place
        let version: Microversion
        let isAdmin: Bool
        let links: Links
    }

    let server: Server
    let form: Form
    /// Where the default lies for servers that asked for no zone.
    let defaultZone: String
    /// nil for a server without a host.
    let standing: HostStanding?
    let userData: [UInt8]?

    private var version: Microversion { form.version }

    /// Whether the members that extensions once added are left out.
    private var isPlain: Bool { form.place == .update && version < .strict }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeIdentity(to: &writer)
        writeMaterial(to: &writer)
        writeVersioned(to: &writer)
        if !isPlain {
            writeExtensions(to: &writer)
            if form.isAdmin { writeAttributes(to: &writer) }
        }
        writer.endObject()
    }

    private func writeIdentity(to writer: inout JSONWriter) {
        let status = server.phase.status
        writer.member("id", server.id.value)
        writer.member("name", server.name)
        writer.member("status", status)
        writer.member("tenant_id", server.project.value)
        writer.member("user_id", server.user.value)
        writer.member("created", server.createdAt.iso8601)
        writer.member("updated", server.updatedAt.iso8601)
        writer.member("hostId", hostID)
        writer.member("accessIPv4", server.accessIPv4 ?? "")
        writer.member("accessIPv6", server.accessIPv6 ?? "")
        writer.member("OS-DCF:diskConfig", server.diskConfig.rawValue)
        if ["ACTIVE", "BUILD"].contains(status) { writer.member("progress", 0) }
        form.links.write("servers/\(server.id)", to: &writer)
        if let fault = server.fault, ["ERROR", "DELETED"].contains(status) { write(fault, to: &writer) }
    }

    private var hostID: String {
        guard let host = server.host else { return "" }
        return SHA224.hex(server.project.value + host.value)
    }

    private func write(_ fault: Fault, to writer: inout JSONWriter) {
        writer.name("fault")
        writer.beginObject()
        writer.member("code", fault.code)
        writer.member("message", fault.message)
        if let details = fault.details, form.isAdmin { writer.member("details", details) }
        writer.member("created", (fault.createdAt ?? server.updatedAt).iso8601)
        writer.endObject()
    }

    private func writeMaterial(to writer: inout JSONWriter) {
        writer.name("image")
        if let image = server.image {
            writer.beginObject()
            writer.member("id", image.id.value)
            form.links.writeBookmark("images/\(image.id)", to: &writer)
            writer.endObject()
        } else {
            writer.string("")
        }
        writeFlavor(to: &writer)
        writer.member("metadata", value: JSONValue(server.metadata))
        writer.name("addresses")
        AddressesView(ports: server.ports, isPlain: isPlain).write(to: &writer)
    }

    private func writeFlavor(to writer: inout JSONWriter) {
        writer.name("flavor")
        writer.beginObject()
        let flavor = server.flavor
        if version < .embeddedFlavor {
            writer.member("id", flavor.id.value)
            form.links.writeBookmark("flavors/\(flavor.id.value.percentEncoded)", to: &writer)
        } else {
            writer.member("original_name", flavor.name)
            writer.member("vcpus", flavor.vcpus)
            writer.member("ram", flavor.memoryMiB)
            writer.member("disk", flavor.rootGiB)
            writer.member("ephemeral", flavor.ephemeralGiB)
            writer.member("swap", flavor.swapMiB)
            writer.member("extra_specs", value: JSONValue(flavor.extraSpecs))
        }
        writer.endObject()
    }

    private func writeVersioned(to writer: inout JSONWriter) {
        if version >= .serverLock { writer.member("locked", server.isLocked) }
        if version >= .serverDescription { writer.member("description", server.description) }
        if version >= .serverTags { writer.member("tags", value: .array(server.tags.map(JSONValue.string))) }
        if version >= .trustedCertificates { writer.member("trusted_image_certificates", value: .null) }
        if version >= .serverGroupsShown, form.place != .detail { writer.member("server_groups", value: []) }
        if version >= .lockReason { writer.member("locked_reason", server.lockedReason) }
    }

    private func writeExtensions(to writer: inout JSONWriter) {
        writer.member("key_name", server.key?.name)
        writer.member("config_drive", server.configDrive ? "True" : "")
        writer.member("OS-EXT-AZ:availability_zone", zone)
        writer.member("OS-EXT-STS:task_state", server.phase.taskState)
        writer.member("OS-EXT-STS:vm_state", server.phase.vmState.rawValue)
        writer.member("OS-EXT-STS:power_state", (server.observation?.powerState ?? .noState).rawValue)
        writer.member("OS-SRV-USG:launched_at", server.launchedAt?.iso8601Microseconds)
        writer.member("OS-SRV-USG:terminated_at", server.terminatedAt?.iso8601Microseconds)
        writer.member("os-extended-volumes:volumes_attached", value: [])
        if !server.interfaces.isEmpty {
            let groups = server.securityGroups.isEmpty ? ["default"] : server.securityGroups
            writer.member("security_groups", value: .array(groups.map { ["name": .string($0)] }))
        }
    }

    private var zone: String { server.availabilityZone ?? (server.host == nil ? "" : defaultZone) }

    private func writeAttributes(to writer: inout JSONWriter) {
        writer.member("OS-EXT-SRV-ATTR:host", server.host?.value)
        writer.member("OS-EXT-SRV-ATTR:hypervisor_hostname", server.host?.value)
        writer.member("OS-EXT-SRV-ATTR:instance_name", server.resolved?.name ?? Self.domainName(server.number))
        if version >= .hostStatus { writer.member("host_status", standing?.serverStatus ?? "") }
        guard version >= .extendedAttributes else { return }
        writer.member("OS-EXT-SRV-ATTR:hostname", server.hostname)
        writer.member("OS-EXT-SRV-ATTR:reservation_id", server.reservationID)
        writer.member("OS-EXT-SRV-ATTR:launch_index", server.launchIndex)
        writer.member("OS-EXT-SRV-ATTR:kernel_id", server.image?.properties["kernel_id"] ?? "")
        writer.member("OS-EXT-SRV-ATTR:ramdisk_id", server.image?.properties["ramdisk_id"] ?? "")
        writer.member("OS-EXT-SRV-ATTR:root_device_name", server.rootDeviceName)
        writer.member("OS-EXT-SRV-ATTR:user_data", userData.map(Base64.encode))
    }

    /// `instance-%08x`
    private static func domainName(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "instance-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}

extension Server {
    /// As the guest knows its root disk: `/dev/vda` until something else is chosen.
    var rootDeviceName: String { "/dev/" + (disks.first { $0.bootIndex == 0 }?.deviceName ?? "vda") }
}
