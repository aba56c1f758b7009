import Libvirt
import Testing

@Suite("An error of libvirt's")
struct LibvirtErrorTests {
    @Test("has the numbers that libvirt publishes")
    func numbers() {
        #expect(LibvirtError.Code.internalError.rawValue == 1)
        #expect(LibvirtError.Code.noDomain.rawValue == 42)
        #expect(LibvirtError.Code.noNetwork.rawValue == 43)
        #expect(LibvirtError.Code.operationInvalid.rawValue == 55)
        #expect(LibvirtError.Code.noNWFilter.rawValue == 62)
        #expect(LibvirtError.Code.noSecret.rawValue == 66)
        #expect(LibvirtError.Code.noDomainMetadata.rawValue == 80)
        #expect(LibvirtError.Code.deviceMissing.rawValue == 99)
    }

    @Test(
        "is a lost connection only where the client's end of the wire speaks",
        arguments: [
            (LibvirtError.Code.internalError, LibvirtError.Domain.rpc, true),
            (.systemError, .remote, true),
            (.rpc, .rpc, true),
            (.invalidConnection, .none, true),
            (.internalError, .qemu, false),
            (.systemError, .network, false),
            (.noDomain, .qemu, false),
            (.operationTimeout, .qemu, false),
        ]
    )
    func lostConnection(code: LibvirtError.Code, domain: LibvirtError.Domain, isLost: Bool) {
        #expect(LibvirtError(code: code, domain: domain, message: "").isConnectionLost == isLost)
    }
}
