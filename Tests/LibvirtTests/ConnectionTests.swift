import Libvirt
import Testing

@Suite("A connection")
struct ConnectionTests {
    @Test("is refused for a URI that no driver takes, with libvirt's message")
    func unknownScheme() throws {
        let error = #expect(throws: LibvirtError.self) {
            try Connection(uri: "nosuchdriver:///system")
        }
        #expect(error?.code == .noConnection)
        #expect(error?.level == .error)
        #expect(error?.isConnectionLost == true)
        #expect(error?.message.contains("nosuchdriver") == true)
    }

    @Test("to a daemon that does not run is a lost connection")
    func noDaemon() throws {
        let error = #expect(throws: LibvirtError.self) {
            try Connection(uri: "qemu+unix:///system?socket=/nonexistent/libvirt-sock")
        }
        #expect(error?.code == .systemError)
        #expect(error?.domain == .rpc)
        #expect(error?.isConnectionLost == true)
    }

    @Test("tells the versions, the host's name and its processors")
    func host() throws {
        let connection = try Connection(uri: "test:///default")
        #expect(connection.isAlive)
        #expect(try connection.libraryVersion() == Library.version())
        #expect(try connection.libraryVersion() >= Version(8, 0))
        #expect(try connection.hypervisorVersion() == Version(0, 0, 2))
        #expect(try !connection.hostname().isEmpty)
        #expect(try connection.capabilities().contains("<arch>i686</arch>"))
        let info = try connection.nodeInfo()
        #expect(info.model == "i686")
        #expect(info.memoryKiB == 3_145_728)
        #expect(info.cpus == 16)
        #expect(info.mhz == 1400)
        #expect(info.cells == 2)
        #expect(info.cpus == info.cells * info.socketsPerCell * info.coresPerSocket * info.threadsPerCore)
        let times = try connection.nodeCPUTimes()
        #expect(times.user > 0)
        #expect(times.idle > 0)
        #expect(try connection.nodeFreeMemory() > 0)
    }

    @Test("says which functions its driver lacks")
    func notSupported() throws {
        let connection = try Connection(uri: "test:///default")
        #expect(failure { _ = try connection.domainCapabilities() } == .noSupport)
        #expect(failure { _ = try connection.nwFilters() } == .noSupport)
        #expect(failure { _ = try connection.nwFilter(name: "clean-traffic") } == .noSupport)
        #expect(failure { _ = try connection.defineNWFilter("<filter name='a'/>") } == .noSupport)
        #expect(failure { _ = try connection.secrets() } == .noSupport)
        #expect(failure { _ = try connection.defineSecret("<secret/>") } == .noSupport)
        #expect(failure { _ = try connection.secret(.iscsi, id: "a") } == .noSupport)
    }

    @Test("stays open while an object of it is held, and many open and close without harm")
    func lifetime() throws {
        for _ in 0..<50 {
            let domain = try Connection(uri: "test:///default").domain(name: "test")
            #expect(try domain.isActive())
        }
    }
}
