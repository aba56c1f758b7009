import Foundation

/// What the host knows of guests.
enum Guests {
    static let uri = "qemu:///system"

    /// QEMU's process of a server; nil where it does not run.
    static func process(of server: String) -> Int32? {
        let name = Tool.run("virsh", "-c", uri, "domname", server).output.split(separator: "\n").first ?? ""
        let text = try? String(contentsOfFile: "/run/libvirt/qemu/\(name).pid", encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    static func isRunning(_ server: String) -> Bool {
        Tool.run("virsh", "-c", uri, "domstate", server).output.hasPrefix("running")
    }

    /// The process id of the daemon that serves the system.
    static var libvirtd: Int32? {
        let text = try? String(contentsOfFile: "/run/libvirtd.pid", encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// The ids of all domains, ours and others'.
    static var domains: Set<String> {
        let list = Tool.run("virsh", "-q", "-c", uri, "list", "--all", "--uuid").output
        return Set(list.split(separator: "\n").map(String.init))
    }

    /// Has libvirt's daemons running and answering.
    ///
    /// - Returns: 0 where they do.
    static func startLibvirt() -> Int32 {
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts")
        return Tool.startDaemons(scripts.appending(path: "libvirt-up").path)
    }
}
