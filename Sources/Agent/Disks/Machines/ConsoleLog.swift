internal import Hypervisor
internal import Model

/// Reads what guests wrote on their consoles. virtlogd writes the file and turns it over: `console.log.0` is the
/// part before.
struct ConsoleLog: Sendable {
    let files: MachineFiles

    /// The last bytes, at most so many; empty where there is no log.
    func tail(of server: ID<Server>, bytes: Int) throws(FileFailure) -> [UInt8] {
        guard bytes > 0 else { return [] }
        let path = files.consoleLog(of: server)
        let newest = try Self.tail(path, bytes)
        guard newest.count < bytes else { return newest }
        return try Self.tail(path + ".0", bytes - newest.count) + newest
    }

    private static func tail(_ path: String, _ bytes: Int) throws(FileFailure) -> [UInt8] {
        guard try FileCalls.isRegular(path) else { return [] }
        do {
            let file = try OpenFile.reading(path)
            let status = try file.status()
            guard status.isRegular else { return [] }
            let count = min(Int64(bytes), status.size)
            return try file.read(at: status.size - count, count: Int(count))
        } catch {
            // Turned over between the two looks.
            if error.isAbsence { return [] }
            throw error
        }
    }
}
