internal import Libvirt

extension LibvirtError {
    /// Whether the object that was asked about is not there, or no longer.
    var isAbsence: Bool { [.noDomain, .noNetwork, .noNWFilter, .noSecret].contains(code) }

    /// Nil in place of an error of absence.
    static func unlessAbsent<Value>(
        _ body: () throws(LibvirtError) -> Value
    ) throws(LibvirtError) -> Value? {
        do {
            return try body()
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }
}
