/// How a dead daemon is noticed on a connection that is silent.
///
/// Source: https://libvirt.org/html/libvirt-libvirt-host.html#virConnectSetKeepAlive
package struct KeepAlive: Sendable, Equatable {
    /// Seconds of silence before the daemon is asked for a sign of life.
    package let interval: Int32
    /// Unanswered questions after which the connection counts as broken.
    package let count: UInt32

    package init(interval: Int32, count: UInt32) {
        self.interval = interval
        self.count = count
    }

    /// Broken after about half a minute of silence, as the daemon's own side has it by default.
    package static let standard = KeepAlive(interval: 5, count: 5)
}
