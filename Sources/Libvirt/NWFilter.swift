import CLibvirt

/// A network filter that interfaces can refer to. Cheap to copy and to let go of.
package struct NWFilter: Sendable {
    package let uuid: String
    package let name: String
    let handle: Handle

    init(_ handle: Handle) throws(LibvirtError) {
        uuid = try handle.uuid { unsafe virNWFilterGetUUIDString($0, $1) }
        name = try handle.name { unsafe virNWFilterGetName($0) }
        self.handle = handle
    }

    package func xml() throws(LibvirtError) -> String {
        try handle.string { unsafe virNWFilterGetXMLDesc($0, 0) }
    }

    /// Throws `operationInvalid` while a running domain or another filter uses it.
    package func undefine() throws(LibvirtError) {
        try handle.call { unsafe virNWFilterUndefine($0) }
    }
}
