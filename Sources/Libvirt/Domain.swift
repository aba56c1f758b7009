import CLibvirt

/// A domain that libvirt knew when it was looked up. Cheap to copy and to let go of.
///
/// The calls block, as `Connection` says, and throw `noDomain` once the domain is gone.
package struct Domain: Sendable {
    package let uuid: String
    package let name: String
    let handle: Handle

    init(_ handle: Handle) throws(LibvirtError) {
        uuid = try handle.uuid { unsafe virDomainGetUUIDString($0, $1) }
        name = try handle.name { unsafe virDomainGetName($0) }
        self.handle = handle
    }

    package func state() throws(LibvirtError) -> DomainState {
        var state: Int32 = 0
        var reason: Int32 = 0
        try handle.call { unsafe virDomainGetState($0, &state, &reason, 0) }
        return DomainState(state: state, reason: reason)
    }

    /// Whether the domain has a process: it runs, is paused, or is on its way in or out.
    package func isActive() throws(LibvirtError) -> Bool {
        try handle.call { unsafe virDomainIsActive($0) } == 1
    }

    /// Whether the domain is defined, so that it outlives its process.
    package func isPersistent() throws(LibvirtError) -> Bool {
        try handle.call { unsafe virDomainIsPersistent($0) } == 1
    }

    /// The domain's document: of the running domain if it runs, unless `options` ask for the definition.
    package func xml(_ options: DomainXMLOptions = []) throws(LibvirtError) -> String {
        try handle.string { unsafe virDomainGetXMLDesc($0, options.rawValue) }
    }

    /// Forgets the definition; a running domain lives on as a transient one.
    ///
    /// Throws `operationInvalid` where something would be left behind that `options` do not decide on: NVRAM, a managed
    /// save, snapshots, checkpoints.
    package func undefine(_ options: UndefineOptions = []) throws(LibvirtError) {
        try handle.call { unsafe virDomainUndefineFlags($0, options.rawValue) }
    }
}
