import CLibvirt

/// A connection to libvirt. Any thread may use it, and many at once.
///
/// **All calls block**, here and on the objects that a connection gives: for a round trip to the daemon at least, for
/// seconds where QEMU must start or die. Make them on a `CallPool`. Letting go blocks nobody: the last owner's release
/// closes the connection on a thread of its own.
///
/// The objects that came from a connection keep it open; its event streams do not. A connection that broke stays broken; open another.
package final class Connection: Sendable {
    let handle: Handle
    let hub: EventHub

    /// Opens the connection to `uri`, for instance `qemu:///system`.
    ///
    /// Where the way to libvirt is no wire but a driver in this process, there is nothing to keep alive, and
    /// `keepAlive` is passed over. Throws `noConnection` for a URI that no driver takes; an error whose
    /// `isConnectionLost` holds where the daemon does not run.
    package init(uri: String, keepAlive: KeepAlive? = .standard) throws(LibvirtError) {
        try Library.initialize()
        guard let pointer = unsafe virConnectOpen(uri) else {
            throw .last()
        }
        hub = EventHub()
        handle = unsafe Handle(owning: pointer, .connection(hub), of: nil)
        try handle.call { unsafe hub.arm($0) }
        if let keepAlive {
            try start(keepAlive)
        }
    }

    private func start(_ keepAlive: KeepAlive) throws(LibvirtError) {
        do {
            try handle.call { unsafe virConnectSetKeepAlive($0, keepAlive.interval, keepAlive.count) }
        } catch {
            guard error.code == .noSupport else {
                throw error
            }
        }
    }

    /// Whether the connection can still carry calls, as far as its own end knows.
    package var isAlive: Bool {
        (try? handle.call { unsafe virConnectIsAlive($0) }) == 1
    }
}
