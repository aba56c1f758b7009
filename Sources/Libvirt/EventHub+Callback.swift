import CLibvirt

extension EventHub {
    /// The kinds of event that are told of domains; libvirt wants a callback for each.
    enum Callback: CaseIterable {
        case lifecycle
        case reboot
        case deviceAdded
        case deviceRemoved
        case deviceRemovalFailed

        /// Registers all callbacks or none, and answers their numbers.
        static func registerAll(of connection: Handle, to hub: EventHub) throws(LibvirtError) -> [Int32] {
            try connection.withPointer { pointer throws(LibvirtError) in
                var registered: [Int32] = []
                do throws(LibvirtError) {
                    for callback in allCases {
                        registered.append(unsafe try callback.register(with: pointer, to: hub))
                    }
                    return registered
                } catch {
                    unsafe deregister(registered, from: pointer)
                    throw error
                }
            }
        }

        /// Where the connection broke, the daemon cannot be told, but the callbacks are gone all the same: results say
        /// nothing.
        static func deregister(_ callbacks: [Int32], from connection: OpaquePointer) {
            for callback in callbacks {
                unsafe virConnectDomainEventDeregisterAny(connection, callback)
            }
        }

        /// A registered callback holds one retained reference to the hub, which libvirt's free callback gives back
        /// when the callback will not run again.
        private func register(with connection: OpaquePointer, to hub: EventHub) throws(LibvirtError) -> Int32 {
            let hub = unsafe Unmanaged.passRetained(hub).toOpaque()
            let number = unsafe register(with: connection, hub)
            if number < 0 {
                let error = LibvirtError.last()
                unsafe free(hub)
                throw error
            }
            return number
        }

        private func register(with connection: OpaquePointer, _ hub: UnsafeMutableRawPointer) -> Int32 {
            switch self {
            case .lifecycle:
                unsafe clibvirt_watch_lifecycle(connection, onLifecycle, hub, free)
            case .reboot:
                unsafe clibvirt_watch_reboot(connection, onReboot, hub, free)
            case .deviceAdded:
                unsafe clibvirt_watch_device_added(connection, onDeviceAdded, hub, free)
            case .deviceRemoved:
                unsafe clibvirt_watch_device_removed(connection, onDeviceRemoved, hub, free)
            case .deviceRemovalFailed:
                unsafe clibvirt_watch_device_removal_failed(connection, onDeviceRemovalFailed, hub, free)
            }
        }
    }
}

private let free: virFreeCallback = { hub in
    if let hub = unsafe hub {
        unsafe Unmanaged<EventHub>.fromOpaque(hub).release()
    }
}

private let onLifecycle: virConnectDomainEventCallback = { _, domain, event, detail, hub in
    unsafe send(DomainChange(lifecycle: event, detail: detail), of: domain, to: hub)
    return 0
}

private let onReboot: virConnectDomainEventGenericCallback = { _, domain, hub in
    unsafe send(.rebooted, of: domain, to: hub)
}

private let onDeviceAdded: virConnectDomainEventDeviceAddedCallback = { _, domain, alias, hub in
    unsafe send(.deviceAdded(alias: text(alias)), of: domain, to: hub)
}

private let onDeviceRemoved: virConnectDomainEventDeviceRemovedCallback = { _, domain, alias, hub in
    unsafe send(.deviceRemoved(alias: text(alias)), of: domain, to: hub)
}

private let onDeviceRemovalFailed: virConnectDomainEventDeviceRemovalFailedCallback = { _, domain, alias, hub in
    unsafe send(.deviceRemovalFailed(alias: text(alias)), of: domain, to: hub)
}

/// Passes on what happened to a domain that libvirt lends for the time of the callback.
private func send(_ change: DomainChange, of domain: OpaquePointer?, to hub: UnsafeMutableRawPointer?) {
    guard let domain = unsafe domain, let hub = unsafe hub,
        let name = unsafe virDomainGetName(domain),
        let uuid = uuidString({ unsafe virDomainGetUUIDString(domain, $0) })
    else {
        return
    }
    let event = unsafe DomainEvent(uuid: uuid, name: String(cString: name), change: change)
    unsafe Unmanaged<EventHub>.fromOpaque(hub).takeUnretainedValue().send(.domain(event))
}

private func text(_ bytes: UnsafePointer<CChar>?) -> String {
    unsafe bytes.map { unsafe String(cString: $0) } ?? ""
}
