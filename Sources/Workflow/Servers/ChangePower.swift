internal import HostLink
internal import Model
internal import Runtime
internal import Store

extension WorkflowTable {
    /// Start, stop, reboot, rescue and the way back: the host was told in the transaction that accepted the request; what is left is to wait.
    static let changePower = WorkflowTable(
        steps: [
            Step("power", undo: .none(because: "the guest is left as it is; the report tells how")) {
                try await awaitGuest($0)
            }
        ],
        finish: { try await finishPowerChange($0, failure: nil) },
        fail: { try await finishPowerChange($0, failure: $1) }
    )

    private static func finishPowerChange(_ context: WorkflowContext, failure: Fault?) async throws {
        let report = context.server.value.currentPlacement.flatMap { HostReports(context.services).latest($0) }
        let failed = failure ?? context.server.value.tasks.lazy.compactMap { report?.tasks[$0.id]?.fault }.first
        let isRunning = isRunning(context.server.value, report)
        let kind = context.record.value.kind
        try await context.end { current in
            var server = current
            server.record(report)
            server.phase = try server.phase.after(failed == nil ? kind.done : .operationFailed(running: isRunning))
            if failed != nil, kind == .rescueServer { server.rescue = nil }
            server.fault = server.phase.vmState == .error ? failed ?? server.fault : nil
            if isRunning, server.launchedAt == nil { server.launchedAt = context.runtime.now }
            var ending = Transaction()
            if !server.tasks.isEmpty {
                server.tasks = []
                server.generation += 1
                ending = try await SpecWriter(context.services).specs(of: server)
            }
            return try ending + ServerEnding(context).transaction(server, report: report, failure: failed)
        }
    }

    /// Where the host does not know, it is as it was.
    private static func isRunning(_ server: Server, _ report: MachineReport?) -> Bool {
        switch report?.observation {
        case .running, .paused: true
        case .off, .crashed, .missing, .gone: false
        case .unknown, nil: [.active, .rescued].contains(server.phase.vmState)
        }
    }
}

extension WorkflowRecord.Kind {
    /// What the host reported last may be that its monitor does not answer: what was asked is done all the same. What the
    /// guest did since is taken over when the operation has ended.
    fileprivate var done: ServerEvent {
        switch self {
        case .stopServer: .stopped
        case .rescueServer: .rescued
        case .startServer, .rebootServer, .unrescueServer, .createServer, .deleteServer: .started
        }
    }
}

extension MachineTaskState {
    var fault: Fault? {
        if case .failed(let fault) = self { fault } else { nil }
    }
}
