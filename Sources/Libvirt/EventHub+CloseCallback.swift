import CLibvirt

extension EventHub {
    /// How libvirt tells that a connection broke.
    ///
    /// It calls back at most once, under a lock that deregistering takes too: after that no callback runs, so that it may
    /// carry an unretained reference to a hub that its connection keeps. A driver in this process ignores the callback and
    /// would never give a retained reference back.
    enum CloseCallback {
        private static let callback: virConnectCloseFunc = { _, reason, hub in
            if let hub = unsafe hub {
                unsafe Unmanaged<EventHub>.fromOpaque(hub).takeUnretainedValue().end(CloseReason(number: reason))
            }
        }

        static func register(with connection: OpaquePointer, to hub: EventHub) -> Int32 {
            unsafe virConnectRegisterCloseCallback(
                connection,
                callback,
                Unmanaged.passUnretained(hub).toOpaque(),
                nil
            )
        }

        /// Fails, without harm, where the callback has run: libvirt has dropped it then.
        static func deregister(from connection: OpaquePointer) {
            unsafe virConnectUnregisterCloseCallback(connection, callback)
        }
    }
}
