import Libvirt
import Testing

@Suite("Events", .timeLimit(.minutes(1)))
struct EventTests {
    /// The next `count` changes of the domain `uuid`.
    private func changes(_ count: Int, of uuid: String, in events: AsyncStream<Event>) async -> [DomainChange] {
        var changes: [DomainChange] = []
        for await event in events {
            if case .domain(let event) = event, event.uuid == uuid {
                changes.append(event.change)
            }
            if changes.count == count {
                break
            }
        }
        return changes
    }

    @Test("tell a domain's life in order")
    func order() async throws {
        let connection = try Connection(uri: "test:///default")
        let uuid = "6a1f0f1e-0000-4000-8000-000000000201"
        let events = try connection.events()
        let domain = try connection.defineDomain(Documents.domain(name: "told", uuid: uuid))
        try domain.start()
        try domain.suspend()
        try domain.resume()
        try domain.shutdown(.automatic)
        try domain.start()
        try domain.destroy()
        try domain.undefine()
        let seen = await changes(8, of: uuid, in: events)
        #expect(
            seen == [
                .defined(.added),
                .started(.booted),
                .suspended(.paused),
                .resumed(.unpaused),
                .stopped(.shutdown),
                .started(.booted),
                .stopped(.destroyed),
                .undefined(.removed),
            ]
        )
    }

    @Test("reach each of several streams")
    func severalStreams() async throws {
        let connection = try Connection(uri: "test:///default")
        let uuid = "6a1f0f1e-0000-4000-8000-000000000202"
        let first = try connection.events()
        let second = try connection.events()
        let domain = try connection.defineDomain(Documents.domain(name: "told-twice", uuid: uuid))
        try domain.undefine()
        let expected: [DomainChange] = [.defined(.added), .undefined(.removed)]
        #expect(await changes(2, of: uuid, in: first) == expected)
        #expect(await changes(2, of: uuid, in: second) == expected)
    }

    @Test("end when the last owner lets go of the connection, and not while an object of it is held")
    func release() async throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000203"
        var domain: Domain?
        let events: AsyncStream<Event>
        do {
            let connection = try Connection(uri: "test:///default")
            events = try connection.events()
            domain = try connection.defineDomain(Documents.domain(name: "told-late", uuid: uuid))
        }
        try domain?.undefine()
        #expect(await changes(2, of: uuid, in: events) == [.defined(.added), .undefined(.removed)])
        domain = nil
        #expect(await changes(1, of: uuid, in: events) == [])
    }

    @Test("end for a reader whose task is cancelled")
    func cancellation() async throws {
        let events = try Connection(uri: "test:///default").events()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in events {}
            }
            group.cancelAll()
        }
    }
}
