internal import JSON
internal import Model
internal import Standalone

/// Reads a security group rule.
enum RuleBody {
    static func rule(_ fields: inout Fields, _ networks: StandaloneNetworks) throws(APIError) -> SecurityGroupRule {
        let direction = try fields.string("direction")
        guard let direction = SecurityGroupRule.Direction(rawValue: direction) else {
            throw fields.refusal("direction", .string(direction), "must be 'ingress' or 'egress'")
        }
        let text = try fields.optionalString("ethertype") ?? "IPv4"
        let known = SecurityGroupRule.EtherType.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        guard let etherType = known else {
            throw fields.refusal("ethertype", .string(text), "must be 'IPv4' or 'IPv6'")
        }
        var rule = networks.newRule(direction, etherType)
        rule.networkProtocol = try networkProtocol(&fields)
        rule.portMinimum = try fields.optionalInteger("port_range_min", in: 0...65_535)
        rule.portMaximum = try fields.optionalInteger("port_range_max", in: 0...65_535)
        rule.remoteGroup = try fields.optionalString("remote_group_id", length: 1...64).map { ID($0) }
        rule.remotePrefix = try fields.optionalString("remote_ip_prefix", length: 1...64)
        rule.description = try fields.optionalString("description") ?? ""
        try NetworkAPI.refuse(["remote_address_group_id"], &fields)
        if rule.remoteGroup != nil, rule.remotePrefix != nil {
            throw .badRequest("Only remote_ip_prefix or remote_group_id may be provided.")
        }
        if let low = rule.portMinimum, let high = rule.portMaximum, low > high, rule.networkProtocol != "icmp" {
            throw .badRequest("For TCP/UDP protocols, port_range_min must be <= port_range_max.")
        }
        return rule
    }

    /// A name, or a number of IANA's list; clients send both as text or as a number.
    private static func networkProtocol(_ fields: inout Fields) throws(APIError) -> String? {
        guard let value = fields.optional("protocol"), !value.isNull else { return nil }
        if let number = value.integerValue, (0...255).contains(number) { return String(number) }
        guard let text = value.stringValue, (1...16).contains(text.utf8.count),
            text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        else { throw fields.refusal("protocol", value, "must be a protocol's name or number") }
        return text.lowercased() == "any" ? nil : text.lowercased()
    }
}
