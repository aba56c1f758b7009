import HostLink
import Model
import Testing

@testable import Agent

@Suite("What an agent remembers")
struct MachineMemoryTests {
    private func report(epoch: Int = 1, power: Int = 1, _ observation: MachineObservation = .running) -> MachineReport {
        MachineReport(
            placement: ID("placement"), server: ID("server"), epoch: epoch, observedGeneration: 3, bootID: "boot",
            observation: observation, powerGeneration: power, tasks: [ID("task"): .done],
            reportedAt: Timestamp(seconds: 0))
    }

    @Test("Its own report is its memory after a restart")
    func fromReport() {
        let memory = MachineMemory(report(), epoch: 1)
        #expect(memory.powerGeneration == 1)
        #expect(memory.tasks == [ID("task"): .done])
        #expect(memory.hasStarted)
        #expect(!memory.isGone)
        #expect(MachineMemory(report(.gone), epoch: 1).isGone)
        #expect(!MachineMemory(report(power: 0, .missing), epoch: 1).hasStarted)
    }

    @Test("A report of another epoch, or none, says nothing")
    func otherEpoch() {
        #expect(MachineMemory(report(), epoch: 2) == MachineMemory())
        #expect(MachineMemory(nil, epoch: 1) == MachineMemory())
    }

    private func report(_ observation: MachineObservation) -> MachineReport { report(epoch: 1, observation) }
}
