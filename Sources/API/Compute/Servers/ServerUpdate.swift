internal import Model

/// The body of `PUT /servers/{server}`.
///
/// Source: Compute API reference, "Update Server".
struct ServerUpdate: Sendable {
    private var name: String?
    private var description: String??
    private var accessIPv4: String??
    private var accessIPv6: String??
    private var diskConfig: Server.DiskConfig?

    /// - Throws: 400.
    init(_ fields: Fields, version: Microversion) throws(APIError) {
        var fields = fields
        if fields.has("name") { name = try fields.resourceName("name") }
        if version >= .serverDescription, fields.has("description") {
            description = .some(try fields.optionalString("description"))
        }
        if fields.has("accessIPv4") { accessIPv4 = .some(try fields.address("accessIPv4", isIPv6: false)) }
        if fields.has("accessIPv6") { accessIPv6 = .some(try fields.address("accessIPv6", isIPv6: true)) }
        diskConfig = try fields.diskConfig()
        try fields.finish()
    }

    func apply(to server: inout Server) {
        if let name { server.name = name }
        if let description { server.description = description }
        if let accessIPv4 { server.accessIPv4 = accessIPv4 }
        if let accessIPv6 { server.accessIPv6 = accessIPv6 }
        if let diskConfig { server.diskConfig = diskConfig }
    }
}
