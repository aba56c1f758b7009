package import Model

/// What a machine monitor tells unasked.
package enum HypervisorEvent: Hashable, Sendable {
    case started(ID<Server>)
    /// Switched off, by itself or by someone; the machine's state tells how.
    case stopped(ID<Server>)
    case undefined(ID<Server>)
    /// The guest restarted itself.
    case rebooted(ID<Server>)
    case disconnected
    /// The monitor answers again; everything may have changed in between.
    case reconnected
}
