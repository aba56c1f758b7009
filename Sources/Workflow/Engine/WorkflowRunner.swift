internal import Cloud
internal import Logging
internal import Model
internal import Runtime
internal import Scheduler
internal import Store

/// Runs one workflow to its end, forward or back. Retrying lives here and nowhere else.
struct WorkflowRunner {
    /// Between two tries of a step; doubled each time up to the maximum.
    private static let firstPause: Duration = .milliseconds(200)
    private static let longestPause: Duration = .seconds(10)

    let context: WorkflowContext
    let table: WorkflowTable

    init(_ context: WorkflowContext) {
        self.context = context
        table = WorkflowTable.table(of: context.record.value.kind)
    }

    /// Returns when the workflow has ended, was taken over by another operation or controller, or the task is cancelled.
    func run() async {
        do {
            try await forwardOrBack()
        } catch WorkflowInterruption.preempted {
            await endPreempted()
        } catch WorkflowInterruption.ownershipLost {
            context.logger.notice("workflow is run by another controller now")
        } catch WorkflowInterruption.serverGone {
            await endPreempted()
        } catch is CancellationError {
            context.logger.notice("workflow is left to whoever runs next")
        } catch {
            context.logger.error("workflow stopped", metadata: ["error": "\(error)"])
        }
    }

    private func forwardOrBack() async throws {
        try await awaitPredecessor()
        guard let fail = table.fail else { return try await onlyForward() }
        guard context.record.value.failure == nil else { return try await back(fail) }
        do {
            for step in table.steps { try await forward(step) }
            try await persist("finish") { try await table.finish(context) }
        } catch let fault as Fault {
            context.logger.warning(
                "workflow fails", metadata: ["fault": "\(fault.message)", "details": "\(fault.details ?? "")"])
            try await persist("record-failure") { try await context.recordFailure(fault) }
            try await back(fail)
        }
    }

    private func onlyForward() async throws {
        for step in table.steps { try await persist(step.name) { try await forward(step) } }
        try await persist("finish") { try await table.finish(context) }
    }

    private func forward(_ step: Step) async throws {
        try await context.pass("\(step.name).before")
        let start = context.runtime.now
        do {
            try await attempt(step)
        } catch let fault as Fault {
            context.note(
                InstanceAction.Event(
                    name: step.name, startedAt: start, finishedAt: context.runtime.now, result: .error,
                    details: fault.message))
            throw fault
        }
        context.note(
            InstanceAction.Event(
                name: step.name, startedAt: start, finishedAt: context.runtime.now, result: .success))
        try await context.pass("\(step.name).after")
    }

    /// Tries again what may pass, until the workflow's deadline; all that fails, and for ever, where there is no way back.
    private func attempt(_ step: Step) async throws {
        var pause = Self.firstPause
        while true {
            do {
                return try await step.run(context)
            } catch {
                guard isToBeTriedAgain(error) else { throw Self.fault(error) }
                guard table.fail == nil || context.runtime.uptime < context.deadline else {
                    throw Fault(
                        code: 500,
                        message:
                            "The request could not be completed in time: another service did not answer. \(Fault.advice)",
                        details: "\(step.name): \(error)")
                }
                context.logger.notice("step is tried again", metadata: ["step": "\(step.name)", "error": "\(error)"])
                try await context.runtime.sleep(for: pause)
                pause = min(pause * 2, Self.longestPause)
                try await lookAgain(after: error)
            }
        }
    }

    /// A commit whose answer was lost may have been made: what is recorded is read before anything is done again.
    private func lookAgain(after error: any Error) async throws {
        guard error is StoreError else { return }
        do {
            try await context.refresh()
        } catch is StoreError {
            context.logger.notice("the store still does not answer")
        }
    }

    private func isToBeTriedAgain(_ error: any Error) -> Bool {
        if error is WorkflowInterruption || error is CancellationError { return false }
        return table.fail == nil || Self.isTransient(error)
    }

    private func back(_ fail: @Sendable (WorkflowContext, Fault) async throws -> Void) async throws {
        for step in table.steps.reversed() {
            guard case .step(let undo) = step.undo else { continue }
            try await context.pass("\(step.name).undo.before")
            try await persist("undo \(step.name)") { try await undo(context) }
            try await context.pass("\(step.name).undo.after")
        }
        let fault = context.record.value.failure ?? Fault(code: 500, message: "The request failed. \(Fault.advice)")
        try await persist("fail") { try await fail(context, fault) }
    }

    /// Does what must succeed in the end, however often it takes.
    private func persist(_ what: String, _ work: () async throws -> Void) async throws {
        var pause = Self.firstPause
        while true {
            do {
                return try await work()
            } catch let interruption as WorkflowInterruption {
                throw interruption
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                context.logger.error("is tried again", metadata: ["what": "\(what)", "error": "\(error)"])
                try await context.runtime.sleep(for: pause)
                pause = min(pause * 2, Self.longestPause)
                try await lookAgain(after: error)
            }
        }
    }

    /// Waits until the workflow that this one cut short has ended: only then is all that it made recorded or findable.
    private func awaitPredecessor() async throws {
        guard let predecessor = context.record.value.predecessor else { return }
        let workflows = context.services.replicas.workflows
        try await workflows.wait(for: context.record.created)
        let (record, changes) = workflows.follow(predecessor.value)
        guard record != nil else { return }
        for await change in changes {
            if case .removed = change { return }
        }
        throw CancellationError()
    }

    /// The operation that took the server over waits for this record to go.
    private func endPreempted() async {
        let transaction = Transaction(
            compares: [context.ownership],
            changes: [
                .delete(WorkflowRecord.prefix + context.id.value), .delete(WorkflowOwner.prefix + context.id.value),
            ])
        do {
            try await persist("end") { _ = try await context.services.store.commit(transaction) }
        } catch {
            context.logger.notice("preempted workflow is left to whoever runs next")
        }
    }

    private static func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as CloudError: error.isTransient
        case StoreError.unavailable: true
        default: false
        }
    }

    /// What the tenant reads of an error; interruptions and cancellation stay what they are.
    private static func fault(_ error: any Error) -> any Error {
        switch error {
        case is WorkflowInterruption, is CancellationError, is Fault: error
        case let error as CloudError: Fault(code: 400, message: error.description)
        case let error as NoValidHost: Fault(code: 500, message: error.message, details: error.details)
        default:
            Fault(
                code: 500, message: "An unexpected error prevented the request from being completed. \(Fault.advice)",
                details: String(reflecting: error))
        }
    }
}
