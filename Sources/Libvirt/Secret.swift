import CLibvirt
import Glibc

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

    /// Whether a value was ever set; of a private secret nobody is told.
    package func hasValue() throws(LibvirtError) -> Bool {
        do throws(LibvirtError) {
            try handle.withPointer { pointer throws(LibvirtError) in
                var size = 0
                guard let value = unsafe virSecretGetValue(pointer, &size, 0) else { throw .last() }
                unsafe explicit_bzero(value, size)
                unsafe free(value)
            }
            return true
        } catch {
            guard error.code == .noSecret else { throw error }
            return false
        }
    }

    /// Forgets the secret and its value; a running domain that has read it goes on.
    package func undefine() throws(LibvirtError) {
        try handle.call { unsafe virSecretUndefine($0) }
    }
}
