internal import JSON
internal import Model

/// The devices that the tenant tagged, so that the guest can tell them apart.
///
/// Source: Nova user guide, "Metadata", member `devices`; Compute API reference, `block_device_mapping_v2.tag`.
struct TaggedDevices {
    let disks: [BlockDevice]
    let resolved: ResolvedGuest?

    var json: JSONValue { .array(disks.compactMap(entry)) }

    private func entry(_ disk: BlockDevice) -> JSONValue? {
        guard let tag = disk.tag else { return nil }
        var members = [JSONValue.Member("type", "disk")]
        let address = disk.deviceName.flatMap { resolved?.addresses[.disk(target: $0)] }
        if let bus = busName(disk, address) { members.append(.init("bus", .string(bus))) }
        if let text = address.flatMap(addressText) { members.append(.init("address", .string(text))) }
        if let serial = disk.serial { members.append(.init("serial", .string(serial))) }
        if let name = disk.deviceName { members.append(.init("path", .string("/dev/\(name)"))) }
        members.append(.init("tags", .array([.string(tag)])))
        return .object(members)
    }

    private func busName(_ disk: BlockDevice, _ address: ResolvedGuest.Address?) -> String? {
        address?.type == "pci" ? "pci" : disk.bus
    }

    private func addressText(_ address: ResolvedGuest.Address) -> String? {
        switch address.type {
        case "pci":
            guard let domain = number(address, "domain"), let bus = number(address, "bus"),
                let slot = number(address, "slot"), let function = number(address, "function")
            else { return nil }
            return "\(hex(domain, 4)):\(hex(bus, 2)):\(hex(slot, 2)).\(hex(function, 1))"
        case "drive":
            let parts = ["controller", "bus", "target", "unit"].map { number(address, $0) ?? 0 }
            return parts.map(String.init).joined(separator: ":")
        case "usb":
            guard let bus = address.attributes["bus"], let port = address.attributes["port"] else { return nil }
            return "\(bus):\(port)"
        default:
            return nil
        }
    }

    /// libvirt writes PCI numbers in hexadecimal with `0x`, drives' in decimal.
    private func number(_ address: ResolvedGuest.Address, _ name: String) -> Int? {
        guard let text = address.attributes[name] else { return nil }
        return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    private func hex(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
