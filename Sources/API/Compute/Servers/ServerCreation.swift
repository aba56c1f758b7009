internal import JSON
internal import Model
internal import Workflow

/// The body of `POST /servers`, whatever the version, in one form.
///
/// Source: Compute API reference, "Create Server" and "Create Multiple Servers".
struct ServerCreation: Sendable {
    private(set) var request: ServerRequest
    /// As given; nil where one is to be made.
    private(set) var adminPassword: String?
    private(set) var wantsReservationID = false

    /// Bytes of user data as base64.
    private static let maximumUserData = 65_535

    /// - Throws: 400 that names the member and its value; 403 for what only administrators may ask.
    init(
        _ document: JSONValue,
        version: Microversion,
        isAdmin: Bool,
        maximumCount: Int
    ) throws(APIError) {
        var body = try Fields(document, path: "")
        var fields = try body.object("server")
        try Self.passHints(&body)
        try body.finish()
        request = ServerRequest(
            name: try fields.resourceName("name"),
            flavor: ID(try fields.reference("flavorRef"))
        )
        try readImage(&fields)
        try readGuest(&fields)
        try readCounts(&fields, maximumCount)
        try readPlace(&fields, version, isAdmin)
        request.networks = try NetworkChoice.read(&fields, version)
        try readVersioned(&fields, version)
        try fields.finish()
    }

    /// Hints are checked for their form; there is nothing yet that would act on one.
    private static func passHints(_ body: inout Fields) throws(APIError) {
        for name in ["os:scheduler_hints", "OS-SCH-HNT:scheduler_hints"] {
            guard let hints = body.optional(name) else { continue }
            guard hints.members != nil else { throw body.refusal(name, hints, "must be an object") }
        }
    }

    private mutating func readImage(_ fields: inout Fields) throws(APIError) {
        let image = try fields.optionalUUID("imageRef")
        let mapped = try BootMapping.image(&fields)
        if let image, let mapped, image != mapped {
            throw .badRequest(
                "Block Device Mapping is Invalid: it boots from image \(mapped), and 'imageRef' is \(image)."
            )
        }
        request.image = (mapped ?? image).map { ID($0) }
    }

    private mutating func readGuest(_ fields: inout Fields) throws(APIError) {
        request.keyName = try fields.optionalString("key_name", length: 1...255)
        request.metadata = try fields.metadata()
        request.configDrive = try fields.optionalBool("config_drive")
        request.accessIPv4 = try fields.address("accessIPv4", isIPv6: false)
        request.accessIPv6 = try fields.address("accessIPv6", isIPv6: true)
        request.diskConfig = try fields.diskConfig() ?? .automatic
        adminPassword = try fields.optionalString("adminPass")
        if let text = try fields.optionalString("user_data", length: 0...Self.maximumUserData), !text.isEmpty {
            guard let bytes = Base64.decode(text) else {
                throw fields.refusal("user_data", .string(String(text.prefix(64))), "must be base64")
            }
            request.userData = bytes
        }
    }

    private mutating func readCounts(_ fields: inout Fields, _ maximum: Int) throws(APIError) {
        let least = try fields.optionalInteger("min_count", in: 1...maximum)
        let most = try fields.optionalInteger("max_count", in: 1...maximum)
        request.minCount = least ?? 1
        request.maxCount = most ?? least ?? 1
        guard request.minCount <= request.maxCount else {
            throw .badRequest(
                "min_count must be <= max_count: min_count is \(request.minCount), max_count is \(request.maxCount)."
            )
        }
        wantsReservationID = try fields.optionalBool("return_reservation_id") ?? false
    }

    private mutating func readPlace(
        _ fields: inout Fields,
        _ version: Microversion,
        _ isAdmin: Bool
    ) throws(APIError) {
        if let zone = try fields.optionalString("availability_zone"), !zone.isEmpty {
            guard !zone.contains(":") else {
                throw .badRequest(
                    "Invalid input for 'server.availability_zone': '\(zone)' names a host, and servers are placed by "
                        + "the scheduler only. Give a zone alone."
                )
            }
            request.availabilityZone = zone
        }
        if version >= .hostAtCreation { try Self.refuseHosts(&fields, isAdmin) }
        for group in try fields.objects("security_groups") ?? [] {
            var group = group
            request.securityGroups.append(try group.string("name"))
            try group.finish()
        }
    }

    private static func refuseHosts(_ fields: inout Fields, _ isAdmin: Bool) throws(APIError) {
        for name in ["host", "hypervisor_hostname"] {
            guard let host = try fields.optionalString(name) else { continue }
            guard isAdmin else {
                throw .forbidden("Policy doesn't allow compute:servers:create:requested_destination to be performed.")
            }
            throw .badRequest(
                "Invalid input for 'server.\(name)': '\(host)' names a host, and servers are placed by the scheduler "
                    + "only. Leave it out."
            )
        }
    }

    private mutating func readVersioned(_ fields: inout Fields, _ version: Microversion) throws(APIError) {
        if version >= .serverDescription { request.description = try fields.optionalString("description") }
        if version >= .tagsAtCreation { request.tags = try fields.tags() }
        if version < .noPersonality, let files = fields.optional("personality"), files != [], !files.isNull {
            throw .badRequest(
                "Invalid input for 'server.personality': files are not put into guests. Use 'user_data' instead."
            )
        }
        if version >= .trustedCertificates, let ids = fields.optional("trusted_image_certificates"), ids != [],
            !ids.isNull
        {
            throw .badRequest(
                "Invalid input for 'server.trusted_image_certificates': images' signatures are not verified here. "
                    + "Leave it out."
            )
        }
    }
}
