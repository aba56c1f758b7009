import Libvirt
import Testing

@Suite("A connection to a daemon", .enabled(if: PrivateDaemon.isPossible), .serialized, .timeLimit(.minutes(2)))
struct DaemonTests {
    let daemon: PrivateDaemon

    init() throws {
        daemon = try PrivateDaemon()
    }

    @Test("breaks when the daemon goes: streams end with the reason, calls fail as lost")
    func daemonStops() async throws {
        let connection = try Connection(uri: daemon.uri("test", "default"))
        let events = try connection.events()
        let domain = try connection.domain(name: "test")
        try domain.suspend()
        #expect(connection.isAlive)

        let suspension = DomainEvent(uuid: domain.uuid, name: "test", change: .suspended(.paused))
        #expect(await events.first { _ in true } == .domain(suspension))
        daemon.stop()
        let rest = await events.reduce(into: []) { $0.append($1) }
        #expect(rest == [.closed(.endOfFile)])
        #expect(!connection.isAlive)
        let error = #expect(throws: LibvirtError.self) { try domain.state() }
        #expect(error?.isConnectionLost == true)
        let late = try await connection.events().reduce(into: []) { $0.append($1) }
        #expect(late == [.closed(.endOfFile)])
        let reopening = #expect(throws: LibvirtError.self) { try Connection(uri: daemon.uri("test", "default")) }
        #expect(reopening?.isConnectionLost == true)
    }

    @Test("is closed when it is let go of, also in the middle of many events")
    func release() async throws {
        for _ in 0..<20 {
            let events: AsyncStream<Event>
            do {
                let connection = try Connection(uri: daemon.uri("test", "default"))
                events = try connection.events()
                let domain = try connection.domain(name: "test")
                for _ in 0..<20 {
                    try domain.suspend()
                    try domain.resume()
                }
            }
            for await event in events {
                #expect(event != .closed(.endOfFile))
            }
        }
    }
}
