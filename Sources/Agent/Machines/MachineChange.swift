package import Model

/// One thing that an agent does to come nearer to a spec.
package enum MachineChange: Hashable, Sendable {
    /// Networks of the ports are there, and DHCP knows the guest.
    case connect(ID<Port>)
    case makeFolder
    /// The image is in the cache and the disk lies over it.
    case makeDisk(String)
    case makeConfigDrive
    case removeDisks([String])
    case define
    case start
    /// A stalled guest tries its write again.
    case resumeStalled
    /// The guest is asked to switch itself off and has so many seconds.
    case shutDown(graceSeconds: Int)
    case powerOff
    /// The power wish of that generation is acted on.
    case notePower(Int)
    /// What ran when the host went down was seen to.
    case noteResumed
    case noteTask(ID<MachineTask>, TaskNote)
    case undefine
    case disconnect(ID<Port>)
    case removeFolder
    case noteGone

    package enum TaskNote: Hashable, Sendable { case started, done }

    /// The name under which its time is reported; nil for what takes none.
    package var mark: String? {
        switch self {
        case .connect: "network"
        case .makeFolder: nil
        case .makeDisk(let name): name == "disk" ? "root-disk" : name
        case .makeConfigDrive: "config-drive"
        case .define: "define"
        case .start: "start"
        case .shutDown: "shutdown"
        case .powerOff: "power-off"
        case .undefine: "undefine"
        case .disconnect: "unplug"
        case .removeFolder: "remove-files"
        case .resumeStalled, .removeDisks, .notePower, .noteResumed, .noteTask, .noteGone: nil
        }
    }
}
