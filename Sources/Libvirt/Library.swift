import CLibvirt
import Glibc

/// libvirt in this process.
package enum Library {
    /// Makes libvirt ready, once: silences its printing to standard error, registers its event loop, and gives that
    /// loop a thread for as long as the process lives. Opening a connection does this by itself.
    ///
    /// The event loop must be registered before the first connection opens, and run, or events do not come: https://libvirt.org/html/libvirt-libvirt-event.html#virEventRegisterDefaultImpl
    package static func initialize() throws(LibvirtError) {
        try outcome.get()
    }

    /// The version of the client library that this process runs with.
    package static func version() throws(LibvirtError) -> Version {
        var packed: UInt = 0
        unsafe try LibvirtError.check(virGetVersion(&packed, nil, nil))
        return Version(packed: packed)
    }

    private static let outcome = Result { () throws(LibvirtError) in
        unsafe virSetErrorFunc(nil) { _, _ in }
        try LibvirtError.check(virInitialize())
        try LibvirtError.check(virEventRegisterDefaultImpl())
        try DetachedThread.start(named: "libvirt-events") {
            while true {
                if virEventRunDefaultImpl() < 0 {
                    // A round that fails at once must not become a busy loop.
                    poll(nil, 0, 100)
                }
            }
        }
    }
}
