import GuestDesign
import JSON
import Model

extension InputReader {
    func flavor() throws(DesignInputError) -> Flavor {
        let flavor = try object("flavor")
        return Flavor(
            id: ID(flavor["flavorid"]?.stringValue ?? ""), name: try text(flavor, "name"),
            vcpus: max(1, try integer(flavor, "vcpus")), memoryMiB: try integer(flavor, "memory_mb"),
            rootGiB: try integer(flavor, "root_gb"), ephemeralGiB: try integer(flavor, "ephemeral_gb"),
            swapMiB: try integer(flavor, "swap"), extraSpecs: texts(flavor["extra_specs"]))
    }

    /// An image without an id gives its properties only: those of the volume that is booted from.
    func image(_ image: JSONValue?) throws(DesignInputError) -> Image? {
        guard let image, image.members != nil else { return nil }
        return Image(
            id: ID(image["id"]?.stringValue ?? ""), name: image["name"]?.stringValue, owner: nil, status: .active,
            size: image["size"]?.integerValue, diskFormat: image["disk_format"]?.stringValue,
            containerFormat: image["container_format"]?.stringValue,
            minDisk: Int(image["min_disk"]?.integerValue ?? 0), minRAM: Int(image["min_ram"]?.integerValue ?? 0),
            properties: texts(image["properties"]))
    }

    /// The server's image, with the kind of operating system that the server was recorded with.
    func serverImage() throws(DesignInputError) -> Image? {
        var image = try image(document["image"])
        if let kind = document["instance"]?["os_type"]?.stringValue, image?.properties["os_type"] == nil {
            image?.properties["os_type"] = kind
        }
        return image
    }

    func identity() throws(DesignInputError) -> MachineIdentity {
        let instance = try object("instance")
        return MachineIdentity(
            server: ID(try text(instance, "uuid")), number: try integer(instance, "id"),
            name: try text(instance, "display_name"), hostname: try text(instance, "hostname"),
            project: ID(try text(instance, "project_id")), projectName: try text(instance, "project_name"),
            user: ID(try text(instance, "user_id")), userName: try text(instance, "user_name"), createdAt: creationTime)
    }

    private var creationTime: Timestamp {
        switch document["assumed"]?["creation_time"] {
        case .integer(let seconds) where (0...Self.largest).contains(seconds): Timestamp(seconds: seconds)
        case .string(let text): Timestamp(iso8601: text) ?? Timestamp(seconds: 0)
        default: Timestamp(seconds: 0)
        }
    }

    var wantsConfigDrive: Bool {
        switch document["instance"]?["config_drive"] {
        case .bool(let flag): flag
        case .string(let text): text.lowercased() == "true"
        default: false
        }
    }

    var kernel: KernelBoot? {
        let instance = document["instance"]
        guard isNamed(instance?["kernel_id"]) else { return nil }
        return KernelBoot(hasRamdisk: isNamed(instance?["ramdisk_id"]))
    }

    /// As many as a guest can have, from the first one on.
    var serialPorts: [Int] {
        let first = document["assumed"]?["first_serial_port"]?.integerValue ?? 10_000
        return (0..<4).compactMap { offset in (1..<65_532).contains(first) ? Int(first) + offset : nil }
    }

    /// A rescue without a kernel of its own takes the server's.
    func rescue() throws(DesignInputError) -> RescueBoot? {
        guard let rescue = document["rescue"], rescue.members != nil else { return nil }
        guard let image = try image(rescue["image"]) else { throw wrong("rescue.image", rescue["image"], "an object") }
        return RescueBoot(
            image: image, hasKernel: isNamed(rescue["kernel_id"]) || kernel != nil,
            hasRamdisk: isNamed(rescue["ramdisk_id"]) || kernel?.hasRamdisk == true)
    }

    func hostDevices() throws(DesignInputError) -> [HostDevice] {
        var devices: [HostDevice] = []
        for device in list("pci_devices") {
            guard let address = PCIAddress(try text(device, "address")) else {
                throw wrong("pci_devices.address", device["address"], "an address such as 0000:06:00.0")
            }
            devices.append(.pci(address))
        }
        return devices + list("mdevs").compactMap(\.stringValue).map { .mediated($0) }
    }

    /// What was fixed in place of the machine's own answer.
    func assumptions(on capabilities: HostCapabilities) -> HostCapabilities {
        var capabilities = capabilities
        let assumed = document["assumed"]
        if let id = assumed?["machine_id"]?.stringValue { capabilities.machineID = id }
        capabilities.supportsDirectIO = assumed?["direct_io_works"]?.boolValue ?? true
        capabilities.rbdMonitors = (assumed?["rbd_monitors"]?.arrayValue ?? []).compactMap(\.stringValue).map { text in
            let parts = text.split(separator: ":").map(String.init)
            return NetworkHost(name: parts.first ?? text, port: parts.count > 1 ? parts.last : nil)
        }
        return capabilities
    }

    private func isNamed(_ value: JSONValue?) -> Bool { !(value?.stringValue ?? "").isEmpty }
}
