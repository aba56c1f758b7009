import CLibvirt

extension LibvirtError {
    /// The error of the call that has just failed on this thread.
    ///
    /// libvirt keeps it for the thread until that thread's next call; hence it is read in the same synchronous function
    /// as the call, where no suspension can come between.
    static func last() -> LibvirtError {
        guard let error = unsafe virGetLastError()?.pointee, unsafe error.code != 0 else {
            return LibvirtError(code: .internalError, message: "libvirt reported a failure but not which one")
        }
        return unsafe LibvirtError(
            code: Code(rawValue: error.code),
            domain: Domain(rawValue: error.domain),
            level: Level(rawValue: error.level.rawValue) ?? .error,
            message: error.message.map { unsafe String(cString: $0) } ?? ""
        )
    }

    /// Throws the last error if `result` is one of libvirt's negative failure codes.
    @discardableResult
    static func check(_ result: Int32) throws(LibvirtError) -> Int32 {
        guard result >= 0 else {
            throw last()
        }
        return result
    }
}
