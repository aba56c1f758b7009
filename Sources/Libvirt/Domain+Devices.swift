import CLibvirt

extension Domain {
    /// Adds the device that `xml` describes. Throws `operationInvalid` for `live` on a domain that does not run.
    package func attachDevice(_ xml: String, to scope: ChangeScope) throws(LibvirtError) {
        try handle.call { unsafe virDomainAttachDeviceFlags($0, xml, scope.rawValue) }
    }

    /// Asks for the device that `xml` describes to be taken out. (By alias, libvirt 9.0's daemon can crash.)
    ///
    /// On a running domain success says that the guest was asked, not that it let go: `deviceRemoved` says that. A guest
    /// that is still booting loses the request (ask again), a paused one answers when it resumes. Throws
    /// `deviceMissing` if there is no such device.
    package func detachDevice(_ xml: String, from scope: ChangeScope) throws(LibvirtError) {
        try handle.call { unsafe virDomainDetachDeviceFlags($0, xml, scope.rawValue) }
    }

    /// Changes the device that `xml` describes to what `xml` says, for instance the medium of a CD drive.
    package func updateDevice(_ xml: String, in scope: ChangeScope) throws(LibvirtError) {
        try handle.call { unsafe virDomainUpdateDeviceFlags($0, xml, scope.rawValue) }
    }
}
