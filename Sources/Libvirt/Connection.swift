import CLibvirt

/// A connection to libvirt. Any thread may use it, and many at once.
///
/// **All calls block**, here and on the objects that a connection gives: for a round trip to the daemon at least, for
/// seconds where QEMU must start or die. Make them on a `CallPool`. Letting go blocks nobody: the last owner's release
/// closes the connection on a thread of its own.
///
/// The objects that came from a connection keep it open; its event streams do not. A connection that broke stays broken; open another.
///
/// **A daemon that falls silent is waited for**, by calls and by opening. libvirt's keepalive would end the wait, but a
/// client library older than 10.3.0 then runs into memory of calls that have ended, where several were waiting
/// (https://www.cve.org/CVERecord?id=CVE-2024-4418): who must not wait lets go of the call and leaves its thread.
package final class Connection: Sendable {
    let handle: Handle
    let hub: EventHub

    /// Opens the connection to `uri`, for instance `qemu:///system`.
    ///
    /// Throws `noConnection` for a URI that no driver takes; an error whose `isConnectionLost` holds where the daemon does
    /// not run.
    package init(uri: String) throws(LibvirtError) {
        try Library.initialize()
        guard let pointer = unsafe virConnectOpen(uri) else {
            throw .last()
        }
        hub = EventHub()
        handle = unsafe Handle(owning: pointer, .connection(hub), of: nil)
        try handle.call { unsafe hub.arm($0) }
    }

    /// Whether the connection can still carry calls, as far as its own end knows.
    package var isAlive: Bool {
        (try? handle.call { unsafe virConnectIsAlive($0) }) == 1
    }
}
