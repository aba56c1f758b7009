import Model

/// One thing that a history holds: a request of a client, or something that befalls the cloud.
struct Happening: Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        /// Servers are named by their number in the history.
        case create(Int)
        case act(ServerAction, Int)
        case fault(Fault)
    }

    /// Its place in the whole history.
    let number: Int
    let round: Int
    /// From the beginning of its round.
    let at: Duration
    let kind: Kind

    var description: String { "\(number): round \(round), \(at): \(what)" }

    private var what: String {
        switch kind {
        case .create(let server): "create vm-\(server)"
        case .act(.reboot(let kind), let server): "reboot \(kind.rawValue) vm-\(server)"
        case .act(let action, let server): "\(action.name) vm-\(server)"
        case .fault(let fault): "\(fault)"
        }
    }

    /// What goes wrong, with whom, for how long.
    struct Fault: Sendable, CustomStringConvertible {
        let kind: FaultKind
        /// The number of a controller, a host, a server or a jump of the clock, as the kind has it.
        let target: Int
        let lasts: Duration

        var description: String {
            "\(kind.rawValue) (\(kind.victim.rawValue) \(target))" + (kind.lasts ? " for \(lasts)" : "")
        }
    }
}
