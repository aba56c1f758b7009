internal import HostLink
internal import Hummingbird
internal import JSON
internal import Model
internal import Store
internal import Workflow

/// `POST /servers/{server}/action`: the body's one member says which action.
///
/// Source: Compute API reference, "Servers - run an action" and "Servers - run an administrative action".
struct ServerActions: Sendable {
    typealias Handler = @Sendable (ServerActions, ComputeRequest, JSONValue) async throws -> Response

    let compute: Compute

    /// The actions that are served; `unserved` has the rest of Nova's.
    static let served: [String: (operation: ComputeOperation, run: Handler)] = [
        "os-start": (.startServer, { try await $0.begin(.start, $1, $2) }),
        "os-stop": (.stopServer, { try await $0.begin(.stop, $1, $2) }),
        "reboot": (.rebootServer, { try await $0.reboot($1, $2) }),
        "rescue": (.rescueServer, { try await $0.rescue($1, $2) }),
        "unrescue": (.unrescueServer, { try await $0.unrescue($1, $2) }),
        "forceDelete": (.deleteServer, { try await $0.forceDelete($1, $2) }),
        "lock": (.lockServer, { try await $0.lock($1, $2) }),
        "unlock": (.unlockServer, { try await $0.unlock($1, $2) }),
        "os-getConsoleOutput": (.readConsole, { try await $0.consoleOutput($1, $2) }),
        "os-resetState": (.resetState, { try await $0.resetState($1, $2) }),
    ]

    static let unserved: Set<String> = [
        "addFixedIp", "addFloatingIp", "addSecurityGroup", "changePassword", "confirmResize", "createBackup",
        "createImage", "evacuate", "injectNetworkInfo", "migrate", "os-getRDPConsole", "os-getSPICEConsole",
        "os-getSerialConsole", "os-getVNCConsole", "os-migrateLive", "pause", "rebuild", "removeFixedIp",
        "removeFloatingIp", "removeSecurityGroup", "resetNetwork", "resize", "restore", "resume",
        "revertResize", "shelve", "shelveOffload", "suspend", "trigger_crash_dump", "unpause", "unshelve",
    ]

    func run(_ request: ComputeRequest) async throws -> Response {
        let body = try await request.document()
        guard let members = body.members, members.count == 1, let action = members.first else {
            throw APIError.badRequest("The body must be an object with one member: the action's name.")
        }
        guard let served = Self.served[action.name] else { throw try await refusal(of: action.name, request) }
        try request.check(served.operation)
        return try await served.run(self, request, action.value)
    }

    private func refusal(of name: String, _ request: ComputeRequest) async throws -> APIError {
        guard Self.unserved.contains(name) else {
            return .badRequest("There is no such action: \(name.prefix(64)). Available actions: \(Self.names).")
        }
        _ = try await compute.server(request)
        return APIError(.notImplemented, "The action '\(name)' is not served. Available actions: \(Self.names).")
    }

    private static let names = served.keys.sorted().joined(separator: ", ")

    private func begin(_ action: ServerAction, _ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        guard value.isNull || value.members != nil else {
            throw APIError.badRequest("Invalid input for 'os-\(action.name)': must be null.")
        }
        return try await act(action, request)
    }

    private func act(_ action: ServerAction, _ request: ComputeRequest) async throws -> Response {
        try await compute.operations.act(
            action,
            on: request.server,
            in: request.scope,
            caller: request.caller,
            requestID: request.requestID
        )
        try await compute.settle(request.server)
        return .empty(.accepted)
    }

    private func reboot(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        var fields = try Fields(value, path: "reboot")
        let text = try fields.string("type")
        try fields.finish()
        guard let kind = RebootKind(rawValue: text.uppercased()) else {
            throw fields.refusal("type", .string(text), "must be 'SOFT' or 'HARD'")
        }
        return try await act(.reboot(kind), request)
    }

    /// Source: Compute API reference, "Rescue Server (rescue Action)".
    private func rescue(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        var fields = try Fields(value.isNull ? [:] : value, path: "rescue")
        let password = try fields.optionalString("adminPass", length: 1...255)
        let image = try fields.optionalUUID("rescue_image_ref")
        try fields.finish()
        try await compute.operations.rescue(
            request.server, with: image.map { ID($0) }, in: request.scope, caller: request.caller,
            requestID: request.requestID)
        try await compute.settle(request.server)
        return .json(["adminPass": .string(password ?? GeneratedPassword.next())])
    }

    /// Source: Compute API reference, "Unrescue Server (unrescue Action)".
    private func unrescue(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        guard value.isNull else { throw APIError.badRequest("Invalid input for 'unrescue': must be null.") }
        return try await act(.unrescue, request)
    }

    private func forceDelete(_ request: ComputeRequest, _: JSONValue) async throws -> Response {
        try await compute.operations.delete(
            request.server,
            in: request.scope,
            caller: request.caller,
            requestID: request.requestID
        )
        try await compute.settle(request.server)
        return .empty(.accepted)
    }

    private func lock(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        let reason = try lockReason(value, request.version)
        let isAdmin = request.caller.isAdmin
        _ = try await compute.operations.edit(request.server, in: request.scope) { server in
            server.isLockedByAdmin = isAdmin || server.isLocked && server.isLockedByAdmin
            server.isLocked = true
            server.lockedReason = reason
        }
        return .empty(.accepted)
    }

    private func lockReason(_ value: JSONValue, _ version: Microversion) throws(APIError) -> String? {
        guard version >= .lockReason, !value.isNull else { return nil }
        var fields = try Fields(value, path: "lock")
        let reason = try fields.optionalString("locked_reason", length: 1...255)
        try fields.finish()
        return reason
    }

    private func unlock(_ request: ComputeRequest, _: JSONValue) async throws -> Response {
        _ = try await compute.operations.edit(request.server, in: request.scope) { server in
            if server.isLockedByAdmin { try request.check(.overrideLock) }
            server.isLocked = false
            server.isLockedByAdmin = false
            server.lockedReason = nil
        }
        return .empty(.accepted)
    }

    private func consoleOutput(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        var fields = try Fields(value, path: "os-getConsoleOutput")
        let length = try fields.optionalInteger("length", in: -1...1_000_000)
        try fields.finish()
        let server = try await compute.server(request).value
        guard let host = server.host else { throw APIError.conflict("Instance \(server.id) is not ready") }
        let log = try await compute.consoleLogs.log(
            of: server.id,
            host: host,
            lastLines: length.flatMap { $0 < 0 ? nil : $0 }
        )
        return .json(["output": .string(Self.printable(log))])
    }

    /// A guest writes what it likes; what would steer a terminal or break a page is left out.
    private static func printable(_ log: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in log.unicodeScalars where scalar.value >= 0x20 || scalar == "\n" || scalar == "\t" {
            text.append(scalar)
        }
        return String(text)
    }

    private func resetState(_ request: ComputeRequest, _ value: JSONValue) async throws -> Response {
        var fields = try Fields(value, path: "os-resetState")
        let state = try fields.string("state")
        try fields.finish()
        guard ["active", "error"].contains(state) else {
            throw fields.refusal("state", .string(state), "must be 'active' or 'error'")
        }
        _ = try await compute.operations.edit(request.server, in: request.scope) { server in
            server.phase = try server.phase.after(.reset(active: state == "active"))
            server.operation = nil
            server.rescue = nil
            if state == "active" { server.fault = nil }
        }
        return .empty(.accepted)
    }
}
