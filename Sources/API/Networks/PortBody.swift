internal import Demands
internal import JSON
internal import Model
internal import Standalone

/// Reads what a client says about a port.
enum PortBody {
    static func draft(_ fields: inout Fields) throws(APIError) -> PortDraft {
        var draft = PortDraft()
        draft.name = try fields.optionalString("name")
        draft.description = try fields.optionalString("description")
        draft.isUp = try fields.optionalBool("admin_state_up")
        draft.device = try fields.optionalString("device_id")
        draft.deviceOwner = try fields.optionalString("device_owner")
        draft.hasSecurity = try fields.optionalBool("port_security_enabled")
        draft.securityGroups = try fields.strings("security_groups", maximum: 50)
        draft.addresses = try addresses(&fields)
        draft.profile = try profile(&fields)
        if let type = try fields.optionalString("binding:vnic_type"), type != "normal" {
            throw fields.refusal("binding:vnic_type", .string(type), "must be 'normal'")
        }
        try NetworkAPI.refuse(
            [
                "allowed_address_pairs", "extra_dhcp_opts", "qos_policy_id", "dns_name", "dns_domain",
                "binding:host_id",
                "propagate_uplink_status", "numa_affinity_policy", "device_profile", "hints",
            ],
            &fields
        )
        return draft
    }

    /// What an administrator says of one port alone: `vif_model`, with the values of the image's `hw_vif_model`.
    private static func profile(_ fields: inout Fields) throws(APIError) -> [String: String]? {
        guard var profile = try fields.optionalObject("binding:profile") else { return nil }
        let key = PortBinding.nicModelKey
        let name = try profile.optionalString(key)
        try profile.finish()
        guard let name else { return [:] }
        guard NICModel(rawValue: name) != nil else {
            let names = NICModel.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw profile.refusal(key, .string(name), "must be one of \(names)")
        }
        return [key: name]
    }

    /// A unicast address (IEEE 802) as six bytes with colons.
    static func mac(_ fields: inout Fields) throws(APIError) -> String? {
        guard let text = try fields.optionalString("mac_address"), !text.isEmpty else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) }),
            let first = UInt8(parts[0], radix: 16), first & 1 == 0, text != "00:00:00:00:00:00"
        else {
            throw fields.refusal("mac_address", .string(text), "must be a unicast MAC address like 'fa:16:3e:00:00:01'")
        }
        return text.lowercased()
    }

    private static func addresses(_ fields: inout Fields) throws(APIError) -> [PortDraft.Address]? {
        guard let elements = try fields.objects("fixed_ips", maximum: 16) else { return nil }
        var addresses: [PortDraft.Address] = []
        for element in elements {
            var wish = element
            let subnet = try wish.optionalString("subnet_id", length: 1...64).map { ID<Subnet>($0) }
            var address: IPv4Address?
            if let text = try wish.optionalString("ip_address"), !text.isEmpty {
                guard let read = IPv4Address(text) else {
                    throw wish.refusal("ip_address", .string(text), "must be an IPv4 address like '10.1.0.5'")
                }
                address = read
            }
            try wish.finish()
            addresses.append(PortDraft.Address(subnet: subnet, address: address))
        }
        return addresses
    }
}
