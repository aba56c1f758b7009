import HTTPTypes
import JSON
import Model
import Store
import Testing
import Workflow

/// What `POST /servers/{server}/action` does and refuses.
@Suite struct ServerActionTests {
    private let path = "servers/\(Samples.id(1))/action"

    private func with(
        _ server: Server,
        _ test: @escaping @Sendable (TestCloud) async throws -> Void
    ) async throws {
        try await TestCloud.run { cloud in
            try await cloud.put(server)
            try await test(cloud)
        }
    }

    static let phases: [(String, JSONValue, ServerPhase, String)] = [
        ("os-start", .null, .active(nil), "Cannot 'start' instance \(Samples.id(1)) while it is in vm_state active"),
        ("os-stop", .null, .stopped(nil), "Cannot 'stop' instance \(Samples.id(1)) while it is in vm_state stopped"),
        (
            "os-stop", .null, .active(.rebooting(.soft, .started)),
            "Cannot 'stop' instance \(Samples.id(1)) while it is in task_state reboot_started"
        ),
        (
            "reboot", ["type": "SOFT"], .stopped(nil),
            "Cannot 'reboot' instance \(Samples.id(1)) while it is in vm_state stopped"
        ),
        (
            "unrescue", .null, .active(nil),
            "Cannot 'unrescue' instance \(Samples.id(1)) while it is in vm_state active"
        ),
        (
            "rescue", .null, .rescued(nil),
            "Cannot 'rescue' instance \(Samples.id(1)) while it is in vm_state rescued"
        ),
        (
            "reboot", ["type": "HARD"], .building(.spawning),
            "Cannot 'reboot' instance \(Samples.id(1)) while it is in vm_state building"
        ),
    ]

    @Test(arguments: phases)
    func theStateRefuses(_ name: String, _ value: JSONValue, _ phase: ServerPhase, _ text: String) async throws {
        try await with(Samples.server(1, phase: phase)) { cloud in
            let answer = try await cloud.post(path, .object([JSONValue.Member(name, value)]))
            #expect(answer.status == 409)
            #expect(answer.body["conflictingRequest"]?["message"] == .string(text))
        }
    }

    static let begun: [(String, JSONValue, ServerPhase, String)] = [
        ("os-start", .null, .stopped(nil), "powering-on"), ("os-stop", .null, .active(nil), "powering-off"),
        ("reboot", ["type": "SOFT"], .active(nil), "rebooting"),
        ("reboot", ["type": "hard"], .active(nil), "rebooting_hard"),
        ("forceDelete", .null, .active(nil), "deleting"),
    ]

    @Test(arguments: begun)
    func theTaskIsShownByTheNextRequest(
        _ name: String,
        _ value: JSONValue,
        _ phase: ServerPhase,
        _ task: String
    ) async throws {
        try await with(Samples.server(1, phase: phase)) { cloud in
            let answer = try await cloud.post(path, .object([JSONValue.Member(name, value)]))
            #expect(answer.status == 202, "\(answer.body)")
            let shown = try await cloud.get("servers/\(Samples.id(1))")
            #expect(shown.body["server"]?["OS-EXT-STS:task_state"] == .string(task))
        }
    }

    @Test("A rescue answers with a password, the one asked for or a new one; its image must be there")
    func rescue() async throws {
        try await with(Samples.server(1, phase: .active(nil))) { cloud in
            let unknown: JSONValue = ["rescue": ["rescue_image_ref": "11111111-1111-4111-8111-111111111111"]]
            #expect(try await cloud.post(path, unknown).status == 400)
            #expect(try await cloud.post(path, ["rescue": ["colour": "red"]]).status == 400)
            let wish: JSONValue = ["adminPass": "MySecretPass", "rescue_image_ref": .string(FakeImages.image.id.value)]
            let answer = try await cloud.post(path, ["rescue": wish])
            #expect(answer.status == 200 && answer.body["adminPass"] == "MySecretPass", "\(answer.body)")
            let shown = try await cloud.get("servers/\(Samples.id(1))").body["server"]
            #expect(shown?["OS-EXT-STS:task_state"] == "rescuing" && shown?["status"] == "ACTIVE")
        }
        try await with(Samples.server(1, phase: .stopped(nil))) { cloud in
            let answer = try await cloud.post(path, ["rescue": .null])
            #expect(answer.status == 200 && (answer.body["adminPass"]?.stringValue?.count ?? 0) >= 12, "\(answer.body)")
        }
        try await with(Samples.server(1, phase: .rescued(nil))) { cloud in
            #expect(try await cloud.get("servers/\(Samples.id(1))").body["server"]?["status"] == "RESCUE")
            #expect(try await cloud.post(path, ["unrescue": .null]).status == 202)
            let shown = try await cloud.get("servers/\(Samples.id(1))").body["server"]
            #expect(shown?["OS-EXT-STS:task_state"] == "unrescuing")
        }
    }

    static let refusals: [(JSONValue, String, Int, Int, String)] = [
        ([:], "member", 79, 400, "one member"), (["a": 1, "b": 2], "member", 79, 400, "one member"),
        (["dance": .null], "member", 79, 400, "There is no such action: dance"),
        (["pause": .null], "member", 79, 501, "'pause' is not served"),
        (["createImage": ["name": "x"]], "member", 79, 501, "'createImage' is not served"),
        (["reboot": [:]], "member", 79, 400, "reboot.type"),
        (["reboot": ["type": "GENTLY"]], "member", 79, 400, "GENTLY"),
        (["os-start": 5], "member", 79, 400, "os-start"),
        (["os-getConsoleOutput": ["length": "many"]], "member", 79, 400, "os-getConsoleOutput.length"),
        (["os-resetState": ["state": "active"]], "member", 79, 403, "reset_state"),
        (["os-resetState": ["state": "asleep"]], "admin", 79, 400, "asleep"),
        (["lock": ["locked_reason": ""]], "member", 79, 400, "lock.locked_reason"),
        (["os-stop": .null], "reader", 79, 403, "servers:action"),
    ]

    @Test(arguments: refusals)
    func isRefused(_ body: JSONValue, _ caller: String, _ minor: Int, _ status: Int, _ word: String) async throws {
        try await with(Samples.server(1)) { cloud in
            let answer = try await cloud.post(path, body, as: caller, at: minor)
            #expect(answer.status == status)
            #expect(answer.message.contains(word), "\(answer.message)")
        }
    }

    @Test func consoleOutputIsCutToItsEndAndCleaned() async throws {
        try await with(Samples.server(1)) { cloud in
            let all = try await cloud.post(path, ["os-getConsoleOutput": [:]])
            #expect(all.body["output"] == "FAKE CONSOLE OUTPUT\nANOTHER[2J\nLAST LINE")
            let end = try await cloud.post(path, ["os-getConsoleOutput": ["length": "1"]])
            #expect(end.body["output"] == "LAST LINE")
        }
    }

    @Test func aServerWithoutAHostHasNoConsole() async throws {
        var server = Samples.server(1)
        server.placements = []
        try await with(server) { cloud in
            let answer = try await cloud.post(path, ["os-getConsoleOutput": [:]])
            #expect(answer.status == 409)
            #expect(answer.message == "Instance \(Samples.id(1)) is not ready")
        }
    }

    @Test func aLockKeepsAllButAdministratorsOut() async throws {
        try await with(Samples.server(1)) { cloud in
            let locked = try await cloud.post(path, ["lock": ["locked_reason": "mine"]])
            #expect(locked.status == 202)
            let shown = try await cloud.get("servers/\(Samples.id(1))")
            #expect(shown.body["server"]?["locked"] == true)
            #expect(shown.body["server"]?["locked_reason"] == "mine")
            for body in [["os-stop": .null], ["reboot": ["type": "SOFT"]], ["forceDelete": .null]] as [JSONValue] {
                let refused = try await cloud.post(path, body)
                #expect(refused.status == 409)
                #expect(refused.message == "Instance \(Samples.id(1)) is locked")
            }
            let metadata = try await cloud.send(.put, "servers/\(Samples.id(1))/metadata", ["metadata": [:]])
            #expect(metadata.status == 409)
            let deletion = try await cloud.send(.delete, "servers/\(Samples.id(1))")
            #expect(deletion.status == 409)
            let unlocked = try await cloud.post(path, ["unlock": .null])
            #expect(unlocked.status == 202)
            let stopped = try await cloud.post(path, ["os-stop": .null])
            #expect(stopped.status == 202)
        }
    }

    @Test func anAdministratorsLockIsLiftedByAdministratorsOnly() async throws {
        try await with(Samples.server(1)) { cloud in
            _ = try await cloud.post(path, ["lock": .null], as: "admin")
            let refused = try await cloud.post(path, ["unlock": .null])
            #expect(refused.status == 403)
            let lifted = try await cloud.post(path, ["unlock": .null], as: "admin")
            #expect(lifted.status == 202)
        }
    }

    @Test func stateIsReset() async throws {
        try await with(Samples.server(1, phase: .active(.poweringOff))) { cloud in
            _ = try await cloud.post(path, ["os-resetState": ["state": "error"]], as: "admin")
            let shown = try await cloud.get("servers/\(Samples.id(1))")
            #expect(shown.body["server"]?["status"] == "ERROR")
            #expect(shown.body["server"]?["OS-EXT-STS:task_state"] == .null)
        }
    }

    @Test("A reset of the state ends a rescue: the next start is of the server's own disks")
    func resetEndsARescue() async throws {
        var server = Samples.server(1, phase: .rescued(nil))
        server.rescue = ServerRescue(image: FakeImages.image)
        try await with(server) { cloud in
            let answer = try await cloud.post(path, ["os-resetState": ["state": "active"]], as: "admin")
            #expect(answer.status == 202)
            let kept = try await Collection<Server>(cloud.store).get(Samples.id(1).value)?.value
            #expect(kept?.phase == .active(nil) && kept?.rescue == nil)
        }
    }

    @Test(arguments: ["stranger", "member"])
    func serversThatAreNotThereAreNotFound(_ caller: String) async throws {
        try await with(Samples.server(1)) { cloud in
            let id = caller == "member" ? Samples.id(9) : Samples.id(1)
            for body in [["os-stop": .null], ["lock": .null], ["os-getConsoleOutput": [:]], ["pause": .null]]
                as [JSONValue]
            {
                let answer = try await cloud.post("servers/\(id)/action", body, as: caller)
                #expect(answer.status == 404)
                #expect(answer.body["itemNotFound"]?["message"] == .string("Instance \(id) could not be found."))
            }
        }
    }
}
