internal import Hypervisor
internal import Runtime

/// Makes the files of the cache that hold file systems and swap areas, once each.
struct PreparedBases: Sendable {
    let folder: String
    let work: BlockingWork
    let tools: ToolBox
    let flights: SingleFlight<Void>
    let runtime: any Runtime
    let deadline: Duration

    /// Finds the base or makes it, once however many ask.
    func provide(_ base: PreparedBase) async throws(DiskError) {
        if try await find(base) { return }
        try await flights.run(base.name) { () throws(DiskError) in
            if try await find(base) { return }
            try await make(base)
        }
    }

    private func find(_ base: PreparedBase) async throws(DiskError) -> Bool {
        let path = "\(folder)/\(base.name)"
        let now = runtime.now
        return try await work.onFiles { () throws(FileFailure) in
            guard let status = try FileCalls.status(path), status.isRegular, status.size == base.size else {
                return false
            }
            try FileCalls.setModified(path, now)
            return true
        }
    }

    private func make(_ base: PreparedBase) async throws(DiskError) {
        let path = "\(folder)/\(base.name)"
        let part = "\(path).\(runtime.uuid()).part"
        let folder = folder
        let now = runtime.now
        do throws(DiskError) {
            try await work.onFiles { () throws(FileFailure) in
                try OpenFile.creating(part, mode: 0o600).setSize(base.size)
            }
            try await tools.run(base.tool, base.arguments + [part], deadline: deadline)
            try await work.onFiles { () throws(FileFailure) in
                let file = try OpenFile.writing(part)
                try file.setMode(0o444)
                try file.sync()
                try FileCalls.setModified(part, now)
                try FileCalls.rename(part, to: path)
                try FileCalls.syncFolder(folder)
            }
        } catch {
            try? await work.onFiles { () throws(FileFailure) in try FileCalls.remove(part) }
            throw error
        }
    }
}
