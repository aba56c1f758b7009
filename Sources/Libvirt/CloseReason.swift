/// Why a connection ended without being asked to (a `virConnectCloseReason`).
package enum CloseReason: Int32, Numbered {
    case unknown = -1
    case error = 0
    /// The daemon closed its end: it stopped or was restarted.
    case endOfFile = 1
    /// The daemon did not answer in the time that the keepalive allows.
    case keepAlive = 2
    /// The client's side asked for it.
    case client = 3
}
