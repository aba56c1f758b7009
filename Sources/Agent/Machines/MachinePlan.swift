internal import Demands
internal import HostLink
internal import Hypervisor
internal import Model

/// What is left to do so that the host holds what the spec says: a pure difference of spec, memory and observation.
struct MachinePlan: Hashable {
    let changes: [MachineChange]
    /// Set where no change can make it so.
    let fault: Fault?

    /// - Parameter cluster: the one that the spec is of: a machine that another cluster has made is never this spec's.
    init(
        _ spec: MachineSpec, of cluster: String, memory: MachineMemory, observed: ObservedMachine?, disks: Set<String>
    ) {
        let isForeign = observed.map { $0.mark?.cluster != cluster || $0.mark?.placement != spec.placement } ?? false
        switch spec.presence {
        case .absent: self = Self.removal(spec, memory, observed, isForeign: isForeign)
        case .present where isForeign: self = MachinePlan([], fault: .foreignMachine)
        case .present: self = Self.presence(spec, memory, observed, disks)
        }
    }

    private init(_ changes: [MachineChange], fault: Fault? = nil) {
        self.changes = changes
        self.fault = fault
    }

    /// A machine of another placement or of a later epoch, or one that nobody marked as ours, is left alone.
    private static func removal(
        _ spec: MachineSpec, _ memory: MachineMemory, _ observed: ObservedMachine?, isForeign: Bool
    ) -> MachinePlan {
        guard !memory.isGone else { return MachinePlan([]) }
        if isForeign || (observed?.mark?.epoch ?? 0) > spec.epoch {
            return MachinePlan([.noteGone])
        }
        var changes: [MachineChange] = []
        if let observed, observed.state != .off { changes.append(.powerOff) }
        // The secret of a TPM may be there before the machine is, and after somebody else has removed it.
        if observed != nil || spec.machine.hasTPM { changes.append(.undefine) }
        changes += spec.machine.ports.map { .disconnect($0.id) }
        return MachinePlan(changes + [.removeFolder, .noteGone])
    }

    private static func presence(
        _ spec: MachineSpec, _ memory: MachineMemory, _ observed: ObservedMachine?, _ disks: Set<String>
    ) -> MachinePlan {
        var changes: [MachineChange] = []
        var isRunning = observed.map { [.running, .paused, .stalled].contains($0.state) } ?? false
        // A paused guest would never hear the power button.
        var hears = observed.map { ![.paused, .stalled].contains($0.state) } ?? true
        let power = spec.machine.power
        if memory.powerGeneration < power.generation {
            switch power.state {
            case .on:
                if !isRunning {
                    guard let start = starting(spec, memory, observed, disks) else {
                        return MachinePlan([], fault: .lostDisk)
                    }
                    changes += start
                }
                isRunning = true
            case .off(let grace):
                if isRunning { changes.append(grace > 0 && hears ? .shutDown(graceSeconds: grace) : .powerOff) }
                isRunning = false
            }
            changes.append(.notePower(power.generation))
        }
        let tasks = spec.machine.tasks.filter { memory.tasks[$0.id]?.isFinished != true }
        if memory.isToResume {
            // Noted first: what fails is reported, not tried for ever.
            changes.append(.noteResumed)
            if power.state == .on, !isRunning, tasks.isEmpty {
                guard let start = starting(spec, memory, observed, disks) else {
                    return MachinePlan([], fault: .lostDisk)
                }
                changes += start
                isRunning = true
            }
        }
        for task in tasks {
            guard let start = starting(spec, memory, observed, disks, isTask: true) else {
                return MachinePlan([], fault: .lostDisk)
            }
            changes.append(.noteTask(task.id, .started))
            if isRunning {
                switch task.kind {
                case .rebootSoft(let grace) where hears: changes.append(.shutDown(graceSeconds: grace))
                case .rebootSoft, .rebootHard: changes.append(.powerOff)
                }
            }
            changes += start + [.noteTask(task.id, .done)]
            isRunning = true
            hears = true
        }
        if changes.isEmpty, observed?.state == .stalled { changes.append(.resumeStalled) }
        return MachinePlan(changes)
    }

    /// From whatever is there to a running guest; the definition is made anew from the spec at every start, so that
    /// nothing that was true once is started again.
    ///
    /// - Returns: nil where a disk is missing that a guest may have written to: it is never replaced by an empty one. A
    ///   machine is defined when all its disks are there, so where it is defined they were.
    private static func starting(
        _ spec: MachineSpec, _ memory: MachineMemory, _ observed: ObservedMachine?, _ disks: Set<String>,
        isTask: Bool = false
    ) -> [MachineChange]? {
        // Each rescue begins with a disk of its own, by its task; none outlives its rescue.
        let stale = isTask || spec.machine.rescue == nil ? disks.filter(\.isRescueFile) : []
        let disks = disks.subtracting(stale)
        let missing = spec.machine.disks.map(\.name).filter { !disks.contains($0) }
        guard missing.isEmpty || (!memory.hasStarted && observed == nil) else { return nil }
        var changes: [MachineChange] = stale.isEmpty ? [] : [.removeDisks(stale.sorted())]
        changes += spec.machine.ports.map { .connect($0.id) }
        if !missing.isEmpty { changes.append(.makeFolder) }
        changes += missing.map { .makeDisk($0) }
        if let rescue = spec.machine.rescue, !disks.contains(rescue.disk.name) {
            changes.append(.makeDisk(rescue.disk.name))
        }
        if spec.machine.configDrive { changes.append(.makeConfigDrive) }
        return changes + [.define, .start]
    }
}

extension Machine {
    fileprivate var hasTPM: Bool { (try? Demands(flavor: flavor, image: image))?.tpm != nil }
}

extension String {
    /// Whether a file of that name is there for a rescue only.
    fileprivate var isRescueFile: Bool { hasSuffix(ServerRescue.fileSuffix) }
}

extension Fault {
    static let lostDisk = Fault(
        code: 500,
        message:
            "A disk of the server is missing on its host. An administrator must restore it before the server can start."
    )

    static let foreignMachine = Fault(
        code: 500,
        message: "The server's host holds a machine of the same id that belongs to another placement. "
            + "An administrator must remove one of them.")
}
