import Foundation
import HostLink
import Hypervisor
import Model
import Testing

@testable import Agent

/// What is planned in every situation; the table beside it is read by people, line by line.
@Suite("A machine's plan")
struct MachinePlanTests {
    /// One situation with the words that the table has for it.
    struct Situation {
        let spec: MachineSpec
        let memory: MachineMemory
        let observed: ObservedMachine?
        let disks: Set<String>
        let words: [String]

        var plan: MachinePlan { MachinePlan(spec, of: "cluster", memory: memory, observed: observed, disks: disks) }
    }

    static let observations: [(String, ObservedMachine?)] = [
        ("none", nil), ("off", .sample(.off)), ("paused", .sample(.paused)), ("running", .sample(.running)),
        ("crashed", .sample(.crashed)), ("foreign", .sample(.running, placement: ID("other"))),
        ("unmarked", .sample(.running, placement: nil)), ("cloned", .sample(.running, cluster: "other")),
    ]

    static let memories: [(String, MachineMemory)] = [
        ("fresh", .sample(acted: 0, hasStarted: false)), ("started", .sample(acted: 1, hasStarted: true)),
        ("acted", .sample(acted: 2, hasStarted: true)),
        ("rebooted", .sample(acted: 2, hasStarted: true, isToResume: true)),
        ("gone", .sample(acted: 2, hasStarted: true, isGone: true)),
    ]

    static let powers: [(String, PowerWish.State)] = [
        ("on", .on), ("off", .off(graceSeconds: 0)), ("off(60)", .off(graceSeconds: 60)),
    ]

    static let tasks: [(String, [MachineTask])] = [
        ("-", []), ("soft", [MachineTask(id: ID("task"), kind: .rebootSoft(graceSeconds: 60))]),
        ("hard", [MachineTask(id: ID("task"), kind: .rebootHard)]),
    ]

    static let disks: [(String, Set<String>)] = [
        ("all", ["disk", "disk.eph0"]), ("partly", ["disk.eph0"]), ("no", []),
    ]

    static var present: [Situation] {
        var situations: [Situation] = []
        for power in powers {
            for task in tasks {
                for memory in memories where memory.0 != "gone" {
                    for observation in observations {
                        for disk in disks {
                            situations.append(
                                Situation(
                                    spec: .sample(power: power.1, tasks: task.1), memory: memory.1,
                                    observed: observation.1, disks: disk.1,
                                    words: [power.0, task.0, memory.0, observation.0, disk.0]))
                        }
                    }
                }
            }
        }
        return situations
    }

    static var absent: [Situation] {
        memories.flatMap { memory in
            observations.map { observation in
                Situation(
                    spec: .sample(.absent), memory: memory.1, observed: observation.1, disks: ["disk"],
                    words: ["absent", "-", memory.0, observation.0, "all"])
            }
        }
    }

    @Test("Every situation has the plan of the table")
    func table() throws {
        let head = "wish | task | memory | observed | disks | changes"
        let lines = (Self.present + Self.absent).map { situation in
            let plan = situation.plan
            let changes = plan.fault.map { "FAULT \($0.message)" } ?? plan.changes.map(\.text).joined(separator: ", ")
            return (situation.words + [changes.isEmpty ? "=" : changes]).joined(separator: " | ")
        }
        try golden("MachinePlan.txt", ([head] + lines).joined(separator: "\n") + "\n")
    }

    @Test("While a machine shall be there nothing of it is destroyed")
    func nothingIsDestroyed() {
        for situation in Self.present {
            for change in situation.plan.changes {
                #expect(
                    ![.undefine, .disconnect(ID("port")), .removeFolder, .noteGone].contains(change),
                    "\(situation.words)")
            }
        }
    }

    @Test("Another placement's machine is never touched")
    func foreignMachine() {
        for situation in Self.present + Self.absent
        where ["foreign", "unmarked", "cloned"].contains(situation.words[3]) {
            #expect(situation.plan.changes.allSatisfy { $0 == .noteGone }, "\(situation.words)")
        }
    }

    @Test("A disk is made only where none of the machine has run yet")
    func noDiskIsReplaced() {
        for situation in Self.present {
            let makes = situation.plan.changes.contains { if case .makeDisk = $0 { true } else { false } }
            if makes {
                #expect(!situation.memory.hasStarted, "\(situation.words)")
                #expect(situation.observed == nil, "\(situation.words)")
            }
        }
    }

    @Test("A wish that was acted on is not acted on again, whatever the guest did since")
    func wishesAreActedOnOnce() {
        for situation in Self.present where situation.words[1] == "-" && situation.words[2] == "acted" {
            #expect(situation.plan.changes == [], "\(situation.words)")
        }
    }

    @Test("A machine of a later epoch outlives the word that removes an earlier one")
    func laterEpoch() {
        var machine = ObservedMachine.sample(.running)
        machine.mark = PlacementMark(cluster: "cluster", placement: ID("placement"), epoch: 2)
        let plan = MachinePlan(
            .sample(.absent), of: "cluster", memory: MachineMemory(), observed: machine, disks: ["disk"])
        #expect(plan.changes == [.noteGone])
    }

    @Test("The secret of a TPM goes even where its machine is gone already")
    func secretOfTPM() {
        let plan = MachinePlan(
            .sample(.absent, extraSpecs: ["hw:tpm_version": "2.0"]), of: "cluster", memory: MachineMemory(),
            observed: nil, disks: ["disk"])
        #expect(plan.changes.first == .undefine)
    }

    @Test(
        "A rescue boots from a disk of its own, made anew each time; it is gone when the server boots from its own again"
    )
    func rescue() throws {
        let task = MachineTask(id: ID("task"), kind: .rebootHard)
        let memory = MachineMemory.sample(acted: 2, hasStarted: true)
        func plan(_ spec: MachineSpec, _ disks: Set<String>) -> [String] {
            MachinePlan(spec, of: "cluster", memory: memory, observed: .sample(.running), disks: disks).changes.map(
                \.text)
        }
        var spec = MachineSpec.sample(tasks: [task])
        let own: Set<String> = ["disk", "disk.eph0", "disk.config"]
        let remains = own.union(["disk.rescue", "disk.config.rescue"])
        let stopping = ["note-task-started", "power-off"]
        let starting = ["make-config-drive", "define", "start", "note-task-done"]
        let removal = ["remove-disk.config.rescue+disk.rescue"]
        spec.machine.rescue = ServerRescue(image: try #require(spec.machine.image))
        #expect(plan(spec, own) == stopping + ["connect", "make-disk.rescue"] + starting)
        #expect(plan(spec, remains) == stopping + removal + ["connect", "make-disk.rescue"] + starting)
        spec.machine.rescue = nil
        #expect(plan(spec, remains) == stopping + removal + ["connect"] + starting)
        // A start after a rescue that failed.
        let start = MachinePlan(
            .sample(), of: "cluster", memory: .sample(acted: 1, hasStarted: true), observed: .sample(.off),
            disks: remains
        ).changes.map(\.text)
        #expect(start.starts(with: removal + ["connect"]) && start.contains("start"), "\(start)")
    }

    @Test("A guest that was paused for want of room tries again, unless something else is asked for")
    func stalled() {
        func plan(_ power: PowerWish.State, acted: Int, _ tasks: [MachineTask] = []) -> [String] {
            MachinePlan(
                .sample(power: power, tasks: tasks), of: "cluster", memory: .sample(acted: acted, hasStarted: true),
                observed: .sample(.stalled), disks: ["disk", "disk.eph0"]
            ).changes.map(\.text)
        }
        #expect(plan(.on, acted: 2) == ["resume-stalled"])
        #expect(plan(.off(graceSeconds: 60), acted: 1) == ["power-off", "note-power(2)"])
        let reboot = plan(.on, acted: 2, [MachineTask(id: ID("task"), kind: .rebootSoft(graceSeconds: 60))])
        #expect(reboot.starts(with: ["note-task-started", "power-off"]) && reboot.contains("start"))
    }

    @Test("A finished task is not done again")
    func finishedTasks() {
        for state in [MachineTaskState.done, .failed(Fault(code: 500, message: "no"))] {
            var memory = MachineMemory.sample(acted: 2, hasStarted: true)
            memory.tasks = [ID("task"): state]
            let plan = MachinePlan(
                .sample(tasks: [MachineTask(id: ID("task"), kind: .rebootHard)]), of: "cluster", memory: memory,
                observed: .sample(.running), disks: ["disk", "disk.eph0"])
            #expect(plan.changes == [])
        }
    }

    @Test("What is done leaves nothing to do")
    func plansEnd() {
        for situation in Self.present where situation.plan.fault == nil {
            var memory = situation.memory
            memory.powerGeneration = 2
            memory.hasStarted = true
            memory.isToResume = false
            for task in situation.spec.machine.tasks { memory.tasks[task.id] = .done }
            let after = MachinePlan(
                situation.spec, of: "cluster", memory: memory, observed: .sample(.running),
                disks: ["disk", "disk.eph0"])
            #expect(after.changes == [])
        }
    }
}

func golden(_ name: String, _ actual: String, file: String = #filePath) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(actual.utf8).write(to: url) }
    #expect(try String(contentsOf: url, encoding: .utf8) == actual)
}
