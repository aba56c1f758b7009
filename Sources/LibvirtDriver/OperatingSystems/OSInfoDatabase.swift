internal import DomainXML
internal import Glibc
package import GuestDesign
internal import Synchronization

/// libosinfo's database of operating systems, as far as guests are designed by it. It is read when it is first asked, and
/// of each system only what is asked for.
package final class OSInfoDatabase: Sendable {
    private struct State {
        /// The id of a system by each of its names, its id among them; nil before it was first asked.
        var names: [String: String]?
        /// The files of a system, by its id.
        var files: [String: [String]] = [:]
        var devices: [String: OSInfoDevice] = [:]
        var known: [String: OperatingSystemDevices] = [:]
    }

    private let folders: [String]
    private let state = Mutex(State())

    /// Source: libosinfo's `osinfo_loader_process_default_path`.
    package static let usualFolders = ["/usr/share/osinfo", "/etc/osinfo"]

    /// - Parameter folders: a later one adds to an earlier one, and wins.
    package init(folders: [String] = usualFolders) { self.folders = folders }

    /// What a system drives, by a short name (`ubuntu22.04`) or its id; nil for one that is not known. Blocks.
    package func devices(of name: String) -> OperatingSystemDevices? {
        state.withLock { state in
            if state.names == nil { read(&state) }
            guard let id = state.names?[name] else { return nil }
            if let known = state.known[id] { return known }
            var visited: Set<String> = []
            let devices = Self.devices(of: id, state, &visited).compactMap { state.devices[$0] }
            let found = OperatingSystemDevices(
                nics: devices.filter { $0.kind == "net" }.map(\.name),
                disks: devices.filter { $0.kind == "block" }.map(\.name))
            state.known[id] = found
            return found
        }
    }

    /// Names and places only: the database has a thousand systems.
    private func read(_ state: inout State) {
        var names: [String: String] = [:]
        for folder in folders {
            for path in Self.files(in: "\(folder)/os") {
                guard let bytes = HostFile.bytes(path),
                    let id = Self.texts(between: "<os id=\"", and: "\"", in: bytes).first
                else { continue }
                for name in Self.texts(between: "<short-id>", and: "</short-id>", in: bytes) + [id] { names[name] = id }
                state.files[id, default: []].append(path)
            }
            for path in Self.files(in: "\(folder)/device") {
                for device in OSInfoDevice.all(in: HostFile.text(path) ?? "") { state.devices[device.id] = device }
            }
        }
        state.names = names
    }

    /// Ids of devices: first those of the systems that it is like, then its own.
    private static func devices(of id: String, _ state: State, _ visited: inout Set<String>) -> [String] {
        guard visited.insert(id).inserted else { return [] }
        let systems = (state.files[id] ?? []).flatMap { OSInfoSystem.all(in: HostFile.text($0) ?? "") }
            .filter { $0.id == id }
        var devices: [String] = []
        for ancestor in systems.flatMap(\.ancestors) {
            for device in Self.devices(of: ancestor, state, &visited) where !devices.contains(device) {
                devices.append(device)
            }
        }
        for device in systems.flatMap(\.devices) {
            if !device.isSupported {
                devices.removeAll { $0 == device.id }
            } else if !devices.contains(device.id) {
                devices.append(device.id)
            }
        }
        return devices
    }

    /// A file for each vendor's thing, and more about it in a folder that ends in `.d`.
    private static func files(in folder: String, depth: Int = 3) -> [String] {
        HostFile.names(in: folder).flatMap { name in
            let path = "\(folder)/\(name)"
            return name.hasSuffix(".xml") ? [path] : depth > 1 ? files(in: path, depth: depth - 1) : []
        }
    }

    /// What stands between two words, wherever it does.
    private static func texts(between opening: String, and closing: String, in bytes: [UInt8]) -> [String] {
        unsafe (bytes + [0]).withUnsafeBytes { bytes in
            var texts: [String] = []
            guard var rest = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return texts }
            while let start = unsafe strstr(rest, opening) {
                let text = unsafe start + opening.utf8.count
                guard let end = unsafe strstr(text, closing) else { break }
                unsafe texts.append(
                    String(decoding: UnsafeRawBufferPointer(start: text, count: text.distance(to: end)), as: UTF8.self))
                rest = unsafe UnsafePointer(end)
            }
            return texts
        }
    }
}
