import CLibvirt
import Glibc

/// The shapes of libvirt's calls: a number, a string to free, an object, a list of objects. Each reads the error in the
/// same synchronous function as the call.
extension Handle {
    /// A call that answers a number, negative for failure.
    @safe
    @discardableResult
    func call(_ body: (OpaquePointer) -> Int32) throws(LibvirtError) -> Int32 {
        try withPointer { pointer throws(LibvirtError) in
            try LibvirtError.check(unsafe body(pointer))
        }
    }

    /// A call that answers a string which the caller must free.
    @safe
    func string(_ body: (OpaquePointer) -> UnsafeMutablePointer<CChar>?) throws(LibvirtError) -> String {
        try withPointer { pointer throws(LibvirtError) in
            guard let text = unsafe body(pointer) else {
                throw .last()
            }
            defer { unsafe free(text) }
            return unsafe String(cString: text)
        }
    }

    /// A call that answers an object of this connection.
    @safe
    func object(_ kind: Kind, _ body: (OpaquePointer) -> OpaquePointer?) throws(LibvirtError) -> Handle {
        try withPointer { pointer throws(LibvirtError) in
            guard let object = unsafe body(pointer) else {
                throw .last()
            }
            return unsafe Handle(owning: object, kind, of: self)
        }
    }

    /// A call that allocates an array of objects of this connection and answers their number.
    @safe
    func objects(
        _ kind: Kind,
        _ body: (OpaquePointer, UnsafeMutablePointer<UnsafeMutablePointer<OpaquePointer?>?>) -> Int32
    ) throws(LibvirtError) -> [Handle] {
        try withPointer { pointer throws(LibvirtError) in
            var array: UnsafeMutablePointer<OpaquePointer?>?
            let count = unsafe try LibvirtError.check(body(pointer, &array))
            defer { unsafe free(array) }
            return unsafe UnsafeBufferPointer(start: array, count: Int(count)).compactMap { object in
                unsafe object.map { unsafe Handle(owning: $0, kind, of: self) }
            }
        }
    }

    /// The object's UUID in its canonical form, from one of the `vir…GetUUIDString` functions.
    @safe
    func uuid(_ body: (OpaquePointer, UnsafeMutablePointer<CChar>) -> Int32) throws(LibvirtError) -> String {
        try withPointer { pointer throws(LibvirtError) in
            guard let uuid = uuidString({ unsafe body(pointer, $0) }) else {
                throw .last()
            }
            return uuid
        }
    }

    /// The object's name, which stays the object's own, from one of the `vir…GetName` functions.
    @safe
    func name(_ body: (OpaquePointer) -> UnsafePointer<CChar>?) throws(LibvirtError) -> String {
        try withPointer { pointer throws(LibvirtError) in
            guard let name = unsafe body(pointer) else {
                throw .last()
            }
            return unsafe String(cString: name)
        }
    }
}

/// The UUID that `fill` writes into a buffer of the size which libvirt asks for; nil if it fails.
@safe
func uuidString(_ fill: (UnsafeMutablePointer<CChar>) -> Int32) -> String? {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(VIR_UUID_STRING_BUFLEN)) { buffer in
        guard let start = buffer.baseAddress, unsafe fill(start) == 0 else {
            return nil
        }
        return unsafe String(cString: UnsafePointer(start))
    }
}
