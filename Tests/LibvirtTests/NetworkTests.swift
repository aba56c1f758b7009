import Libvirt
import Testing

@Suite("A network")
struct NetworkTests {
    let connection: Connection

    init() throws {
        connection = try Connection(uri: "test:///default")
    }

    @Test("is defined, started, changed while it is up, taken down and forgotten")
    func life() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000101"
        let network = try connection.defineNetwork(
            Documents.network(name: "vbr-life", uuid: uuid, subnet: "10.99.1")
        )
        #expect(network.uuid == uuid)
        #expect(try connection.network(uuid: uuid).name == "vbr-life")
        #expect(try connection.network(name: "vbr-life").uuid == uuid)
        #expect(try connection.networks().contains { $0.uuid == uuid })
        #expect(try !network.isActive())
        #expect(try network.bridgeName() == "vbr-life")

        try network.start()
        #expect(try network.isActive())
        #expect(failure { try network.start() } == .operationInvalid)
        #expect(try !network.autostart())
        try network.setAutostart(true)
        #expect(try network.autostart())

        let host = "<host mac='52:54:00:00:00:01' ip='10.99.1.7'/>"
        try network.update(.addLast, .dhcpHost, host, in: [.live, .config])
        #expect(try network.xml().contains("10.99.1.7"))
        #expect(failure { try network.update(.addLast, .dhcpHost, host, in: .live) } == .operationInvalid)
        try network.update(.delete, .dhcpHost, host, in: [.live, .config])
        #expect(try !network.xml().contains("10.99.1.7"))
        #expect(failure { try network.update(.delete, .dhcpHost, host, in: .live) } == .operationInvalid)

        // The test driver keeps one document only; the refusal shows that the wish for the other reaches it.
        #expect(failure { _ = try network.xml(inactive: true) } == .invalidArgument)

        try network.destroy()
        #expect(try !network.isActive())
        try network.undefine()
        #expect(failure { _ = try connection.network(uuid: uuid) } == .noNetwork)
        #expect(failure { _ = try connection.network(name: "vbr-life") } == .noNetwork)
    }

    @Test("says that the driver knows no leases")
    func leases() throws {
        let network = try connection.network(name: "default")
        #expect(failure { _ = try network.dhcpLeases() } == .noSupport)
    }
}
