/// Where a host listens for a guest's graphical and serial consoles.
package enum ConsoleListen: Codable, Hashable, Sendable {
    /// An address of the host, as Nova does it.
    case tcp(String)
    /// A socket in the host's file system that nobody but the host's own processes reaches.
    case unixSocket
}
