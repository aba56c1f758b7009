internal import HostLink
internal import Model
internal import Runtime
internal import Store

/// What is recorded when an operation ends: the server without it, and the action with its events.
struct ServerEnding {
    private let context: WorkflowContext

    init(_ context: WorkflowContext) { self.context = context }

    /// - Parameter server: as it shall be; the operation is taken out here.
    func transaction(_ server: Server, report: MachineReport?, failure: Fault?) throws -> Transaction {
        var server = server
        server.operation = nil
        server.updatedAt = context.runtime.now
        return try Collection.update(context.server, to: server) + action(report: report, failure: failure)
    }

    /// The action's record with everything that was done for it.
    func action(report: MachineReport?, failure: Fault?) throws -> Transaction {
        let record = context.record.value
        var action = InstanceAction(
            server: record.server, request: record.request, action: record.kind.actionName,
            user: record.caller.user, project: record.caller.project, startedAt: record.startedAt)
        action.updatedAt = context.runtime.now
        action.message = failure.map { _ in "Error" }
        let host = context.server.value.host
        action.events =
            context.events
            + (report?.marks ?? []).filter { $0.startedAt >= record.startedAt }.map {
                InstanceAction.Event(
                    name: "host.\($0.name)", startedAt: $0.startedAt, finishedAt: $0.finishedAt, result: .success,
                    host: host)
            }
        if let failure, !action.events.contains(where: { $0.result == .error }) {
            action.events.append(
                InstanceAction.Event(
                    name: "fail", startedAt: context.runtime.now, finishedAt: context.runtime.now, result: .error,
                    details: failure.message, host: host))
        }
        return try Collection.overwrite("\(record.server)/\(record.request)", action)
    }
}

extension WorkflowRecord.Kind {
    /// The API's name of the instance action.
    var actionName: String {
        switch self {
        case .createServer: "create"
        case .deleteServer: "delete"
        case .startServer: "start"
        case .stopServer: "stop"
        case .rebootServer: "reboot"
        case .rescueServer: "rescue"
        case .unrescueServer: "unrescue"
        }
    }
}

extension Server {
    /// Takes over what a host saw.
    mutating func record(_ report: MachineReport?) {
        guard let report else { return }
        observation = report.observation
        if let resolved = report.resolved { self.resolved = resolved }
    }
}
