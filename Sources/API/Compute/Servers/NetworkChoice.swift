internal import JSON
internal import Model
internal import Workflow

/// The member `networks` of a request for a server.
///
/// Source: Compute API reference, "Create Server", `networks`.
enum NetworkChoice {
    /// - Throws: 400; from 2.37 on also where the member is missing.
    static func read(_ fields: inout Fields, _ version: Microversion) throws(APIError) -> ServerRequest.NetworkChoice {
        let isRequired = version >= .networksRequired
        guard let value = fields.optional("networks"), !value.isNull else {
            guard !isRequired else { throw .badRequest("'server.networks' is required, and it is missing.") }
            return .unspecified
        }
        if isRequired, let word = value.stringValue {
            switch word {
            case "auto": return .auto
            case "none": return .none
            default: throw fields.refusal("networks", value, "must be 'auto', 'none' or an array")
            }
        }
        guard let networks = try fields.objects("networks") else { return .unspecified }
        if networks.isEmpty, !isRequired { return .unspecified }
        var interfaces: [ServerRequest.Interface] = []
        for network in networks { interfaces.append(try interface(network, version)) }
        try checkPorts(interfaces)
        return .interfaces(interfaces)
    }

    private static func interface(
        _ fields: Fields,
        _ version: Microversion
    ) throws(APIError) -> ServerRequest.Interface {
        var fields = fields
        let network = try fields.optionalUUID("uuid")
        let port = try fields.optionalUUID("port")
        let address = try fixedAddress(&fields)
        let hasTags = version >= .deviceTags && version < .networksRequired || version >= .deviceTagsAgain
        let tag = hasTags ? try fields.optionalString("tag", length: 1...60) : nil
        try fields.finish()
        if let port {
            guard address == nil else {
                throw .badRequest(
                    "Specified Fixed IP '\(address ?? "")' cannot be used with port '\(port)': the two cannot be "
                        + "specified together."
                )
            }
            return ServerRequest.Interface(request: .port(ID(port)), tag: tag)
        }
        guard let network else {
            throw .badRequest("'\(fields.full("uuid"))' is required where '\(fields.full("port"))' is not given.")
        }
        return ServerRequest.Interface(request: .network(ID(network), fixedAddress: address), tag: tag)
    }

    private static func fixedAddress(_ fields: inout Fields) throws(APIError) -> String? {
        guard let text = try fields.optionalString("fixed_ip", length: 0...45), !text.isEmpty else { return nil }
        guard AddressText.isIPv4(text) || AddressText.isIPv6(text) else {
            throw fields.refusal("fixed_ip", .string(text), "must be an IP address")
        }
        return text
    }

    private static func checkPorts(_ interfaces: [ServerRequest.Interface]) throws(APIError) {
        var seen: Set<ServerInterface.Request> = []
        for interface in interfaces {
            guard case .port(let port) = interface.request else { continue }
            guard seen.insert(interface.request).inserted else {
                throw .badRequest("Port \(port) stands in 'server.networks' twice.")
            }
        }
    }
}
