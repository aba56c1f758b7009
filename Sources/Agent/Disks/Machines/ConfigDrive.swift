internal import Hypervisor
internal import Model

/// Writes a machine's config drive: an ISO 9660 image with the label `config-2`.
///
/// Source: Nova admin guide, "Config drives".
struct ConfigDrive: Sendable {
    let files: MachineFiles
    let work: BlockingWork
    let tools: ToolBox
    let flights: SingleFlight<Void>
    let deadline: Duration

    /// Makes the drive if absent: a guest may hold the one that is there.
    func make(_ content: [GuestFile], of server: ID<Server>, named name: String) async throws(DiskError) {
        guard name.hasPrefix(ConfigDriveFile.name), name.isDiskName else {
            throw .failed("\"\(name)\" is no name of a config drive's file")
        }
        for file in content {
            guard file.path.isRelativeFilePath else { throw .failed("\"\(file.path)\" is no path in a config drive") }
        }
        let path = files.disk(name, of: server)
        try await flights.run(path) { () throws(DiskError) in
            let isThere = try await work.onFiles { () throws(FileFailure) in try FileCalls.isRegular(path) }
            if !isThere { try await write(content, name, in: files.folder(server)) }
        }
    }

    private func write(_ content: [GuestFile], _ name: String, in folder: String) async throws(DiskError) {
        let source = "\(folder)/.\(name).files"
        let part = "\(folder)/.\(name).part"
        let outcome: Result<Void, DiskError>
        do throws(DiskError) {
            let grafts = try await work.onFiles { () throws(FileFailure) in
                try FolderRemoval.remove(source)
                try FileCalls.remove(part)
                return try Self.lay(content, under: source)
            }
            let options = [
                "-o", part, "-ldots", "-allow-lowercase", "-allow-multidot", "-l", "-publisher", "Vireo", "-quiet",
                "-J", "-r", "-V", "config-2", "-graft-points",
            ]
            try await tools.run(.genisoimage, options + grafts, deadline: deadline)
            try await work.onFiles { () throws(FileFailure) in
                let file = try OpenFile.writing(part)
                try file.setMode(0o600)
                try file.sync()
                try FileCalls.rename(part, to: "\(folder)/\(name)")
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        // The files hold the guest's secrets as plainly as the drive does: they go, whatever came of it.
        try await work.onFiles { () throws(FileFailure) in
            try FileCalls.remove(part)
            try FolderRemoval.remove(source)
        }
        try outcome.get()
    }

    /// Writes each content once, however many versions of the documents share it.
    ///
    /// - Returns: for each path of the drive which file it shows, in genisoimage's words.
    private static func lay(_ content: [GuestFile], under folder: String) throws(FileFailure) -> [String] {
        try FileCalls.makeFolder(folder, mode: 0o700)
        var written: [[UInt8]: String] = [:]
        var grafts: [String] = []
        for file in content {
            let path = written[file.content] ?? "\(folder)/\(written.count)"
            if written.updateValue(path, forKey: file.content) == nil {
                try OpenFile.creating(path, mode: 0o600).write(file.content, at: 0)
            }
            grafts.append("\(file.path.escapedForGraft)=\(path.escapedForGraft)")
        }
        return grafts
    }
}

extension String {
    /// Whether this stays below the folder that it is relative to.
    fileprivate var isRelativeFilePath: Bool {
        !isEmpty && !utf8.contains(0)
            && split(separator: "/", omittingEmptySubsequences: false).allSatisfy { name in
                !name.isEmpty && name != "." && name != ".."
            }
    }

    /// A graft point splits at `=`, and a backslash takes its meaning away.
    fileprivate var escapedForGraft: String {
        String(flatMap { $0 == "=" || $0 == "\\" ? "\\\($0)" : "\($0)" })
    }
}
