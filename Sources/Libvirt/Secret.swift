import CLibvirt

/// A secret that domains refer to, for instance a volume's password. Its value can be set here and not read.
package struct Secret: Sendable {
    package let uuid: String
    let handle: Handle

    init(_ handle: Handle) throws(LibvirtError) {
        uuid = try handle.uuid { unsafe virSecretGetUUIDString($0, $1) }
        self.handle = handle
    }

    package func setValue(_ value: [UInt8]) throws(LibvirtError) {
        try handle.call { unsafe virSecretSetValue($0, value, value.count, 0) }
    }

    /// Forgets the secret and its value; a running domain that has read it goes on.
    package func undefine() throws(LibvirtError) {
        try handle.call { unsafe virSecretUndefine($0) }
    }
}
