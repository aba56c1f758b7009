internal import Glibc

/// What the probe's answer depends on: the kernel, QEMU, the processor, and who may use the device.
struct ProbedHost: Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(description: String) { self.description = description }

    init(qemu: String, device: String) {
        description = "kernel \(Self.kernel); QEMU \(qemu); \(Self.processor); \(device) \(Self.permissions(device))"
    }

    static var isX86: Bool {
        #if arch(x86_64)
        true
        #else
        false
        #endif
    }

    private static func permissions(_ file: String) -> String {
        var status = stat()
        guard stat(file, &status) == 0 else { return "absent" }
        return "\(status.st_uid):\(status.st_gid) \(String(status.st_mode & 0o7777, radix: 8))"
    }

    /// The release and the build of it.
    private static var kernel: String {
        [HostFile.text("/proc/sys/kernel/osrelease"), HostFile.text("/proc/sys/kernel/version")].compactMap(\.self)
            .joined(separator: " ")
    }

    /// What tells one kind of processor from another, of the first one.
    private static var processor: String {
        let wanted = ["vendor_id", "cpu family", "model", "model name", "stepping", "microcode"]
        var values: [String] = []
        for line in (HostFile.text("/proc/cpuinfo") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmed }
            guard parts.count == 2, wanted.contains(parts[0]) else { continue }
            // The next processor begins.
            if parts[0] == wanted[0], !values.isEmpty { break }
            values.append(parts[1])
        }
        return values.joined(separator: " ")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
