import Libvirt
import Testing

@Suite("A domain")
struct DomainTests {
    let connection: Connection

    init() throws {
        connection = try Connection(uri: "test:///default")
    }

    @Test("goes from definition through all its states and is gone in the end")
    func life() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000001"
        let domain = try connection.defineDomain(Documents.domain(name: "life", uuid: uuid))
        #expect(domain.uuid == uuid)
        #expect(domain.name == "life")
        #expect(try domain.isPersistent())
        #expect(try !domain.isActive())
        #expect(try domain.state() == .off(.unknown))

        try domain.start()
        #expect(try domain.state() == .running(.booted))
        try domain.suspend()
        #expect(try domain.state() == .paused(.user))
        try domain.resume()
        #expect(try domain.state() == .running(.unpaused))
        try domain.reset()
        try domain.shutdown(.automatic)
        #expect(try domain.state() == .off(.shutdown))

        try domain.start()
        #expect(try domain.isActive())
        try domain.destroy()
        #expect(try domain.state() == .off(.destroyed))

        try domain.undefine()
        #expect(failure { _ = try domain.state() } == .noDomain)
        #expect(failure { _ = try connection.domain(uuid: uuid) } == .noDomain)
        #expect(failure { _ = try connection.domain(name: "life") } == .noDomain)
    }

    @Test("refuses what its state does not allow")
    func wrongState() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000002"
        let domain = try connection.defineDomain(Documents.domain(name: "wrong-state", uuid: uuid))
        #expect(failure { try domain.destroy() } == .operationInvalid)
        #expect(failure { try domain.reset() } == .operationInvalid)
        // The test driver does not start paused; the refusal shows that the option reaches it.
        #expect(failure { try domain.start(.paused) } == .invalidArgument)
        #expect(try !domain.isActive())
        try domain.undefine([.managedSave, .snapshotsMetadata])
    }

    @Test("is refused where its document is broken or does not follow the schema")
    func brokenDocument() throws {
        #expect(failure { _ = try connection.defineDomain("<domain") } == .xmlDetail)
        let odd = Documents.domain(
            name: "odd",
            uuid: "6a1f0f1e-0000-4000-8000-000000000003",
            extra: "<nosuchelement/>"
        )
        #expect(failure { _ = try connection.defineDomain(odd) } == .xmlInvalidSchema)
        let domain = try connection.defineDomain(odd, validating: false)
        try domain.undefine()
    }

    @Test("is listed with its state, whether it runs and whether it is defined")
    func list() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000004"
        let domain = try connection.defineDomain(Documents.domain(name: "listed", uuid: uuid))
        func listed() throws -> DomainSummary? {
            try connection.domains().first { $0.domain.uuid == uuid }
        }
        let off = try #require(try listed())
        #expect(off.domain.name == "listed")
        #expect(off.state == .off(.unknown))
        #expect(!off.isActive)
        #expect(off.isPersistent)

        try domain.start()
        try domain.suspend()
        let paused = try #require(try listed())
        #expect(paused.state == .paused(.user))
        #expect(paused.isActive)

        try domain.undefine()
        let transient = try #require(try listed())
        #expect(!transient.isPersistent)
        try transient.domain.destroy()
        #expect(try listed() == nil)
    }

    @Test("shows its document, as defined and as it runs")
    func document() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000005"
        let domain = try connection.defineDomain(Documents.domain(name: "document", uuid: uuid))
        try domain.start()
        #expect(try domain.xml().contains(" id='"))
        #expect(try !domain.xml(.inactive).contains(" id='"))
        #expect(try domain.xml([.inactive, .secure]).contains("<uuid>\(uuid)</uuid>"))
        try domain.destroy()
        try domain.undefine()
    }

    @Test("keeps metadata of our own")
    func metadata() throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000006"
        let namespace = "https://vireo.example/placement"
        let domain = try connection.defineDomain(Documents.domain(name: "metadata", uuid: uuid))
        #expect(try domain.metadata(of: namespace) == nil)
        try domain.setMetadata("<placement id='a &amp; b'/>", of: namespace, prefix: "vireo", in: .config)
        #expect(try domain.metadata(of: namespace, in: .config)?.contains("id=\"a &amp; b\"") == true)
        #expect(try domain.xml().contains("<vireo:placement xmlns:vireo=\"\(namespace)\""))
        try domain.setMetadata(nil, of: namespace, prefix: "vireo", in: .config)
        #expect(try domain.metadata(of: namespace) == nil)
        #expect(failure { _ = try domain.metadata(of: namespace, in: .live) } == .operationInvalid)
        try domain.undefine()
    }

    @Test("tells what it uses")
    func statistics() throws {
        let domain = try connection.domain(name: "test")
        let info = try domain.info()
        #expect(info.maximumMemoryKiB == 8_388_608)
        #expect(info.memoryKiB == 2_097_152)
        #expect(info.processors == 2)
        #expect(try domain.blockInfo("vda").capacity == 1_099_506_450_432)
        #expect(try domain.blockStatistics("vda").readBytes != nil)
        #expect(try domain.interfaceStatistics("testnet0").received.bytes != nil)
        #expect(try domain.memoryStatistics().availableKiB == 2_097_152)
        #expect(failure { _ = try domain.blockInfo("vdz") } == .invalidArgument)
    }

    @Test("cannot change its devices where the driver has no way to")
    func devices() throws {
        let domain = try connection.domain(name: "test")
        let disk = "<disk type='file'><source file='/a'/><target dev='vdb'/></disk>"
        #expect(failure { try domain.attachDevice(disk, to: [.live, .config]) } == .noSupport)
        #expect(failure { try domain.detachDevice(disk, from: .config) } == .noSupport)
        #expect(failure { try domain.updateDevice(disk, in: []) } == .noSupport)
    }
}
