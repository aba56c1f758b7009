import HostLink
import Hypervisor
import Model

@testable import Agent

extension MachineSpec {
    /// A machine with one port, an image's disk and an ephemeral one; its power wish is its second.
    static func sample(
        _ presence: Presence = .present, power: PowerWish.State = .on, tasks: [MachineTask] = [],
        configDrive: Bool = true, extraSpecs: [String: String] = [:]
    ) -> MachineSpec {
        let image = Image(
            id: ID("image"), name: "image", owner: nil, status: .active, size: 1, diskFormat: "qcow2",
            containerFormat: "bare")
        let caller = Caller(
            user: ID("user"), userName: "user", project: ID("project"), projectName: "project", roles: ["member"])
        let network = Network(id: ID("network"), name: "network", owner: ID("project"), isShared: true, mtu: 1500)
        let port = Port(
            id: ID("port"), network: network, mac: "fa:16:3e:00:00:01", addresses: [], device: ID("server"),
            owner: ID("project"), isOwnedByServer: true)
        var server = Server(
            id: ID("server"), number: 1, caller: caller, name: "vm", hostname: "vm",
            flavor: Flavor(id: ID("flavor"), name: "flavor", vcpus: 1, memoryMiB: 64, rootGiB: 1), image: image,
            configDrive: configDrive, reservationID: "r-1",
            disks: [
                BlockDevice(name: "disk", source: .image(ID("image")), sizeBytes: 1 << 30, bootIndex: 0),
                BlockDevice(name: "disk.eph0", source: .ephemeral, sizeBytes: 1 << 30),
            ],
            interfaces: [ServerInterface(request: .port(ID("port")), tag: nil, name: "server-0")],
            createdAt: Timestamp(seconds: 0))
        server.interfaces[0].port = port
        server.flavor.extraSpecs = extraSpecs
        server.power = PowerWish(state: power, generation: 2)
        server.tasks = tasks
        server.generation = 5
        var placement = Placement(
            id: ID("placement"), host: ID("host"), role: .current, allocation: server.flavor.allocation, epoch: 1)
        placement.isWithdrawn = presence == .absent
        return .project(server, placement, userData: nil, defaultZone: "nova")
    }
}

extension ObservedMachine {
    static func sample(
        _ state: State, placement: ID<Placement>? = ID("placement"), cluster: String = "cluster"
    ) -> ObservedMachine {
        ObservedMachine(
            uuid: ID("server"), name: "instance-00000001", state: state,
            mark: placement.map { PlacementMark(cluster: cluster, placement: $0, epoch: 1) })
    }
}

extension MachineMemory {
    static func sample(acted generation: Int, hasStarted: Bool, isGone: Bool = false, isToResume: Bool = false)
        -> MachineMemory
    {
        var memory = MachineMemory()
        memory.powerGeneration = generation
        memory.hasStarted = hasStarted
        memory.isGone = isGone
        memory.isToResume = isToResume
        return memory
    }
}

extension MachineChange {
    /// As the golden table writes it.
    var text: String {
        switch self {
        case .connect: "connect"
        case .makeFolder: "make-folder"
        case .makeDisk(let name): "make-\(name)"
        case .makeConfigDrive: "make-config-drive"
        case .removeDisks(let names): "remove-\(names.joined(separator: "+"))"
        case .define: "define"
        case .start: "start"
        case .resumeStalled: "resume-stalled"
        case .shutDown(let grace): "shut-down(\(grace))"
        case .powerOff: "power-off"
        case .notePower(let generation): "note-power(\(generation))"
        case .noteResumed: "note-resumed"
        case .noteTask(_, let note): note == .started ? "note-task-started" : "note-task-done"
        case .undefine: "undefine"
        case .disconnect: "disconnect"
        case .removeFolder: "remove-folder"
        case .noteGone: "note-gone"
        }
    }
}
