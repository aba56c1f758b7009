import Hypervisor
import Libvirt
import Model
import Testing

@testable import LibvirtDriver

@Suite("What libvirt says, as an agent understands it")
struct MappingTests {
    private let server = ID<Server>("6a1f0f1e-0000-4000-8000-000000000001")

    private func error(_ code: LibvirtError.Code, _ domain: LibvirtError.Domain = .qemu) -> HypervisorError {
        HypervisorError(LibvirtError(code: code, domain: domain, message: "m"), of: server)
    }

    @Test("A broken connection says nothing of the machine")
    func unreachable() {
        #expect(error(.rpc, .rpc).isUnreachable)
        #expect(error(.internalError, .remote).isUnreachable)
        #expect(error(.noConnection).isUnreachable)
        #expect(!error(.internalError, .qemu).isUnreachable)
    }

    @Test("What trying again cannot mend is refused, the rest has failed")
    func refused() {
        for code: LibvirtError.Code in [
            .configurationUnsupported, .xmlError, .argumentUnsupported, .invalidArgument, .cpuIncompatible, .noNWFilter,
        ] {
            guard case .refused(let text) = error(code) else {
                Issue.record("\(code) is not refused")
                continue
            }
            #expect(text.contains("m"))
        }
        for code: LibvirtError.Code in [.internalError, .operationFailed, .operationInvalid, .resourceBusy] {
            guard case .failed = error(code) else {
                Issue.record("\(code) has not failed")
                continue
            }
        }
    }

    @Test("A domain that is not there is a machine that is not there")
    func absent() {
        #expect(error(.noDomain) == .noSuchMachine(server))
    }

    @Test(
        "States by their reasons",
        arguments: [
            (DomainState.running(.booted), ObservedMachine.State.running), (.blocked, .running),
            (.shuttingDown, .running), (.none, .running), (.unknown(99), .running), (.paused(.user), .paused),
            (.paused(.ioError), .stalled), (.pmSuspended, .paused), (.paused(.crashed), .crashed), (.crashed, .crashed),
            (.off(.crashed), .crashed), (.off(.shutdown), .off), (.off(.destroyed), .off), (.off(.failed), .off),
            (.off(.unknown), .off),
        ])
    func states(_ state: DomainState, _ expected: ObservedMachine.State) {
        #expect(ObservedMachine.State(state) == expected)
    }

    @Test("Events that an agent acts on")
    func events() {
        func event(_ change: DomainChange) -> HypervisorEvent? {
            HypervisorEvent(DomainEvent(uuid: server.value, name: "n", change: change))
        }
        #expect(event(.started(.booted)) == .started(server))
        #expect(event(.resumed(.unpaused)) == .started(server))
        #expect(event(.stopped(.crashed)) == .stopped(server))
        #expect(event(.suspended(.ioError)) == .stopped(server))
        #expect(event(.rebooted) == .rebooted(server))
        #expect(event(.undefined(.removed)) == .undefined(server))
        #expect(event(.undefined(.renamed)) == nil)
        #expect(event(.defined(.updated)) == nil)
        #expect(event(.shutdown(.guest)) == nil)
    }

    @Test("Only what that libvirt knows how to forget is asked of it")
    func undefine() {
        #expect(UndefineOptions.everything(libvirt: Version(9, 0)).contains([.tpm, .nvram, .checkpointsMetadata]))
        #expect(!UndefineOptions.everything(libvirt: Version(8, 0)).contains(.tpm))
        #expect(!UndefineOptions.everything(libvirt: Version(5, 0)).contains(.checkpointsMetadata))
    }
}
