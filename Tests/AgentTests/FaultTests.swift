import GuestDesign
import Hypervisor
import Model
import Testing

@testable import Agent

@Suite("What a tenant reads of a failure on a host")
struct FaultTests {
    private struct Unknown: Error {}

    static let failures: [any Error] = [
        HypervisorError.failed("/var/lib/x: no"), HypervisorError.unreachable("qemu:///system"),
        HypervisorError.noSuchMachine(ID("s")), DiskError.noSpace("/var/lib/vireo is full"),
        DiskError.failed("cannot write /var/lib/vireo"), Unknown(), Fault.lostDisk, Fault.foreignMachine,
    ]

    @Test("It says what to do, and neither paths nor where the host is", arguments: 0..<failures.count)
    func advice(number: Int) {
        let message = Fault(Self.failures[number]).message
        #expect(message.contains("administrator"), "\(message)")
        #expect(!message.contains("/") && !message.contains("qemu:"), "\(message)")
    }
}
