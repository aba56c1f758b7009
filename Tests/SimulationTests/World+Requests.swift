import Cloud
import Model
import Runtime
import Store
import TestKit
import Workflow

extension World {
    /// Sends a request to one of the controllers, as a client does; the ledger has the answer when there is one.
    func request(_ happening: Happening) async throws {
        let controllers = liveControllers
        guard !controllers.isEmpty else { return }
        let controller = controllers[Int(runtime.random() % UInt64(controllers.count))]
        switch happening.kind {
        case .create(let number):
            send("vm-\(number)", nil, happening, nil, flavor: Self.flavor(of: number), to: controller)
        case .act(let action, let number):
            guard let server = try await id(ofServer: number) else { return }
            send("vm-\(number)", action, happening, server, to: controller)
        case .fault: return
        }
    }

    func send(
        _ name: String, _ action: ServerAction?, _ happening: Happening, _ server: ID<Server>?,
        flavor: ID<Flavor> = ID("small"), to controller: TestController
    ) {
        let id = RequestID("req-\(happening.number)")
        let index = ledger.add(
            Ledger.Request(
                id: id, name: name, action: action, round: ledger.round, at: runtime.uptime,
                node: controller.node, server: server))
        _ = controller.services.runtime.spawn("request \(id)") { [runtime, ledger] in
            do {
                let made = try await Self.ask(controller.servers, name, flavor, action, server, id)
                if controller.node.isDead { throw CancellationError() }
                ledger.answer(index, .accepted, server: made, at: runtime.uptime)
            } catch let refusal as RequestRefusal {
                ledger.answer(index, .refused("\(refusal)"), server: nil, at: runtime.uptime)
            } catch {
                ledger.answer(index, .lost("\(error)"), server: nil, at: runtime.uptime)
            }
        }
    }

    private static func ask(
        _ servers: ServerOperations, _ name: String, _ flavor: ID<Flavor>, _ action: ServerAction?,
        _ server: ID<Server>?, _ id: RequestID
    ) async throws -> ID<Server> {
        guard let action, let server else {
            var request = ServerRequest(name: name, flavor: flavor)
            request.image = TestImages.image.id
            return try await servers.create(request, caller: caller, requestID: id)[0].id
        }
        switch action {
        case .delete: try await servers.delete(server, in: .all, caller: caller, requestID: id)
        case .rescue: try await servers.rescue(server, with: nil, in: .all, caller: caller, requestID: id)
        case .start, .stop, .reboot, .unrescue:
            try await servers.act(action, on: server, in: .all, caller: caller, requestID: id)
        }
        return server
    }

    /// Whether every request has its answer, or went to a process that is dead.
    func requestsAreAnswered() -> Bool {
        guard liveControllers.count == History.controllers else { return false }
        return ledger.requests.allSatisfy { $0.answer != .awaited || $0.node.isDead }
    }
}
