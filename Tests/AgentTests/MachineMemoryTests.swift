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
        let restored = memory(report())
        #expect(restored.powerGeneration == 1)
        #expect(restored.tasks == [ID("task"): .done])
        #expect(restored.hasStarted)
        #expect(!restored.isGone)
        #expect(memory(report(.gone)).isGone)
        #expect(!memory(report(power: 0, .missing)).hasStarted)
    }

    @Test("A report of another epoch, or none, says nothing")
    func otherEpoch() {
        #expect(memory(report(), epoch: 2) == MachineMemory())
        #expect(memory(nil) == MachineMemory())
    }

    @Test("What ran when the host went down is to be resumed, where that is asked for, and only then")
    func hostBoot() {
        #expect(memory(report(), bootID: "next boot", resumes: true).isToResume)
        #expect(!memory(report(), bootID: "next boot").isToResume)
        #expect(!memory(report(), resumes: true).isToResume)
        #expect(!memory(report(.off), bootID: "next boot", resumes: true).isToResume)
    }

    @Test("What failed is remembered for its generation, its wish and tasks as acted on; a removal is not given up")
    func failure() {
        var spec = MachineSpec.sample(.present)
        let task = MachineTask(id: ID("reboot"), kind: .rebootHard)
        spec.machine.tasks = [task]
        let fault = Fault(code: 500, message: "no")
        var memory = MachineMemory()
        memory.note(fault, of: spec)
        #expect(memory.fault(of: spec) == fault)
        #expect(memory.powerGeneration == spec.machine.power.generation)
        #expect(memory.tasks == [task.id: .failed(fault)])
        spec.generation += 1
        #expect(memory.fault(of: spec) == nil)

        var removal = MachineMemory()
        removal.note(fault, of: .sample(.absent))
        #expect(removal == MachineMemory())
    }

    private func memory(
        _ report: MachineReport?, epoch: Int = 1, bootID: String = "boot", resumes: Bool = false
    ) -> MachineMemory {
        MachineMemory(report, epoch: epoch, bootID: bootID, resumes: resumes)
    }

    private func report(_ observation: MachineObservation) -> MachineReport { report(epoch: 1, observation) }
}
