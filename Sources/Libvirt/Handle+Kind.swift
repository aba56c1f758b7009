import CLibvirt

extension Handle {
    /// The kinds of libvirt's objects, each with its own way to give a reference back.
    enum Kind: Sendable {
        case connection(EventHub)
        case domain
        case network
        case nwFilter
        case secret

        func release(_ pointer: OpaquePointer) {
            switch self {
            case .connection(let hub): unsafe Self.close(pointer, hub)
            case .domain: unsafe virDomainFree(pointer)
            case .network: unsafe virNetworkFree(pointer)
            case .nwFilter: unsafe virNWFilterFree(pointer)
            case .secret: unsafe virSecretFree(pointer)
            }
        }

        /// Closing says goodbye to the daemon and waits; the last owner may let go where one must not wait.
        private static func close(_ pointer: OpaquePointer, _ hub: EventHub) {
            nonisolated(unsafe) let pointer = unsafe pointer
            DetachedThread.release(named: "libvirt-close") {
                unsafe hub.disarm(pointer)
                unsafe virConnectClose(pointer)
            }
        }
    }
}
