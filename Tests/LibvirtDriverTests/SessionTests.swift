import Hypervisor
import Libvirt
import Logging
import Model
import Runtime
import Testing

@testable import LibvirtDriver

@Suite("The connection to libvirt", .timeLimit(.minutes(2)))
struct SessionTests {
    private let runtime = SystemRuntime()

    private func session(_ uri: String, patience: Duration = .seconds(25)) throws -> LibvirtSession {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try LibvirtSession(uri: uri, patience: patience, runtime: runtime, logger: logger)
    }

    @Test("is opened once for all who need it at a time")
    func once() async throws {
        let session = try session("test:///default")
        let connections = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { group in
            for _ in 0..<20 { group.addTask { try await session.call { ObjectIdentifier($0) } } }
            return try await group.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
        }
        #expect(connections.count == 1)
    }

    @Test("that cannot be had is said so at once, to everyone, and machines are not taken for gone")
    func unreachable() async throws {
        let session = try session("qemu+unix:///system?socket=/nowhere/libvirt-sock")
        let hypervisor = LibvirtHypervisor(session, instances: "/nowhere")
        for _ in 0..<3 {
            await #expect { try await hypervisor.machine(ID("6a1f0f1e-0000-4000-8000-000000000001")) } throws: {
                error in
                (error as? HypervisorError)?.isUnreachable == true
            }
        }
    }

    @Test("Every listener hears every event")
    func listeners() async throws {
        let session = try session("test:///default")
        let streams = (0..<3).map { _ in session.events() }
        let follower = runtime.spawn("session") { try? await session.run() }
        for stream in streams { await stream.wait(for: .reconnected) }
        let uuid: String = runtime.uuid()
        let definition = """
            <domain type='test'><name>listeners-\(uuid)</name><uuid>\(uuid)</uuid><memory unit='MiB'>16</memory>
            <os><type>hvm</type></os></domain>
            """
        try await session.call { try $0.defineDomain(definition).start() }
        for stream in streams { await stream.wait(for: .started(ID(uuid))) }
        let hypervisor = LibvirtHypervisor(session, instances: "/nowhere")
        #expect(try await hypervisor.machine(ID(uuid))?.state == .running)
        try await hypervisor.powerOff(ID(uuid))
        try await hypervisor.powerOff(ID(uuid))
        for stream in streams { await stream.wait(for: .stopped(ID(uuid))) }
        #expect(try await hypervisor.machines().first { $0.uuid.value == uuid }?.state == .off)
        try await session.call { try $0.domain(uuid: uuid).undefine() }
        follower.cancel()
        await follower.finished()
    }

    @Test(
        "that is lost is told, opened again when the daemon is back, and told again",
        .enabled(if: PrivateDaemon.isPossible))
    func restart() async throws {
        let daemon = try PrivateDaemon()
        let session = try session(daemon.uri)
        let events = session.events()
        let follower = runtime.spawn("session") { try? await session.run() }
        await events.wait(for: .reconnected)
        let hypervisor = LibvirtHypervisor(session, instances: "/nowhere")
        #expect(try await hypervisor.machines().isEmpty == false)
        daemon.stop()
        await events.wait(for: .disconnected)
        await #expect { try await hypervisor.machines() } throws: { error in
            (error as? HypervisorError)?.isUnreachable == true
        }
        try daemon.start()
        await events.wait(for: .reconnected)
        #expect(try await hypervisor.machines().isEmpty == false)
        // Events are registered with the new connection too.
        let name = "test"
        let uuid = try await session.call { connection in
            let domain = try connection.domain(name: name)
            try domain.destroy()
            return domain.uuid
        }
        await events.wait(for: .stopped(ID(uuid)))
        follower.cancel()
        await follower.finished()
    }

    @Test(
        "over which the daemon falls silent: nobody waits for it, and when it answers all goes on over the same",
        .enabled(if: PrivateDaemon.isPossible))
    func silence() async throws {
        let daemon = try PrivateDaemon()
        let session = try session(daemon.uri, patience: .milliseconds(300))
        let events = session.events()
        let follower = runtime.spawn("session") { try? await session.run() }
        await events.wait(for: .reconnected)
        let connection = try await session.call { ObjectIdentifier($0) }
        daemon.freeze()
        let hypervisor = LibvirtHypervisor(session, instances: "/nowhere")
        // More than there are threads: some have not begun when the daemon is given up.
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await #expect { try await hypervisor.machines() } throws: { error in
                        (error as? HypervisorError)?.isUnreachable == true
                    }
                }
            }
        }
        await events.wait(for: .disconnected)
        await #expect(throws: HypervisorError.self) { try await session.call { ObjectIdentifier($0) } }
        daemon.thaw()
        await events.wait(for: .reconnected)
        #expect(try await session.call { ObjectIdentifier($0) } == connection)
        for _ in 0..<20 { #expect(try await hypervisor.machines().isEmpty == false) }
        follower.cancel()
        await follower.finished()
    }

    @Test("A slow call is no silence", .enabled(if: PrivateDaemon.isPossible))
    func slow() async throws {
        let daemon = try PrivateDaemon()
        let session = try session(daemon.uri, patience: .seconds(1))
        let events = session.events()
        let follower = runtime.spawn("session") { try? await session.run() }
        await events.wait(for: .reconnected)
        let gate = Gate()
        let slow = Task { try await session.call { _ in gate.wait() } }
        // Longer than it takes to ask, and to give up.
        try await runtime.sleep(for: .seconds(3))
        _ = try await session.call { try $0.libraryVersion() }
        gate.open()
        try await slow.value
        follower.cancel()
        await follower.finished()
    }

    @Test("Changes in turn do not cross each other, and hold up nobody else")
    func turns() async throws {
        let session = try session("test:///default")
        try await withThrowingTaskGroup(of: Void.self) { group in
            let gate = Gate()
            group.addTask { try await session.callInTurn { _ in gate.wait() } }
            group.addTask {
                // The other threads are free while a change waits.
                for _ in 0..<20 { _ = try await session.call { try $0.libraryVersion() } }
                gate.open()
            }
            try await group.waitForAll()
        }
        let versions = try await session.callInTurn { try $0.libraryVersion() }
        #expect(versions >= Version(5, 0))
    }
}
