import Libvirt
import Testing

/// The code of the libvirt error that `body` throws; nil if it throws none.
func failure(_ body: () throws -> Void) -> LibvirtError.Code? {
    do {
        try body()
    } catch let error as LibvirtError {
        return error.code
    } catch {
        Issue.record(error)
    }
    return nil
}
