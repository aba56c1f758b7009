import CLibvirt

/// A network of libvirt's own: a bridge with what serves it. Cheap to copy and to let go of.
///
/// The calls block, as `Connection` says, and throw `noNetwork` once the network is gone.
package struct Network: Sendable {
    package let uuid: String
    package let name: String
    let handle: Handle

    init(_ handle: Handle) throws(LibvirtError) {
        uuid = try handle.uuid { unsafe virNetworkGetUUIDString($0, $1) }
        name = try handle.name { unsafe virNetworkGetName($0) }
        self.handle = handle
    }

    package func isActive() throws(LibvirtError) -> Bool {
        try handle.call { unsafe virNetworkIsActive($0) } == 1
    }

    /// Makes the bridge and starts what serves it. Throws `operationInvalid` if it is up already.
    package func start() throws(LibvirtError) {
        try handle.call { unsafe virNetworkCreate($0) }
    }

    /// Takes the bridge down under the domains that use it. Throws `operationInvalid` if it is not up.
    package func destroy() throws(LibvirtError) {
        try handle.call { unsafe virNetworkDestroy($0) }
    }

    /// Forgets the definition; a network that is up lives on as a transient one.
    package func undefine() throws(LibvirtError) {
        try handle.call { unsafe virNetworkUndefine($0) }
    }

    /// Whether the network starts with the daemon.
    package func autostart() throws(LibvirtError) -> Bool {
        var autostart: Int32 = 0
        try handle.call { unsafe virNetworkGetAutostart($0, &autostart) }
        return autostart == 1
    }

    package func setAutostart(_ autostart: Bool) throws(LibvirtError) {
        try handle.call { unsafe virNetworkSetAutostart($0, autostart ? 1 : 0) }
    }

    /// The network's document as it is up, or with `inactive` the definition that the next start uses.
    package func xml(inactive: Bool = false) throws(LibvirtError) -> String {
        let flags = inactive ? VIR_NETWORK_XML_INACTIVE.rawValue : 0
        return try handle.string { unsafe virNetworkGetXMLDesc($0, flags) }
    }

    /// The bridge's device name. Throws `internalError` for a network without a bridge.
    package func bridgeName() throws(LibvirtError) -> String {
        try handle.string { unsafe virNetworkGetBridgeName($0) }
    }

    /// Adds, changes or removes one element of the network without taking it down.
    ///
    /// `xml` is the element, for instance `<host mac='…' ip='…'/>`. Throws `operationInvalid` where it is there already,
    /// or for a removal not there.
    ///
    /// Source: https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUpdate
    package func update(
        _ command: NetworkUpdate,
        _ section: NetworkSection,
        _ xml: String,
        in scope: ChangeScope
    ) throws(LibvirtError) {
        // The first parent that fits: for a DHCP host the subnet whose range holds the address.
        let anyParent: Int32 = -1
        try handle.call {
            unsafe virNetworkUpdate($0, command.rawValue, section.rawValue, anyParent, xml, scope.rawValue)
        }
    }
}
