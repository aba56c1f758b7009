internal import GuestDesign

/// The file that keeps the probe's answer: two lines, the answer and the host that it is true of.
struct ProbeRecord {
    let path: String

    init(at path: String) { self.path = path }

    /// Nil where nothing is known of that host.
    func answer(for host: ProbedHost) -> VirtType? {
        let lines = (HostFile.text(path) ?? "").split(separator: "\n")
        guard lines.count == 2, lines[1] == host.description else { return nil }
        return VirtType(rawValue: String(lines[0]))
    }

    /// An answer that cannot be kept is asked for again.
    func keep(_ answer: VirtType, for host: ProbedHost) {
        _ = HostFile.write(Array("\(answer.rawValue)\n\(host.description)\n".utf8), to: path)
    }
}
