internal import DesignInput
internal import Glibc
internal import GuestDesign
internal import Libvirt
internal import LibvirtDriver
internal import Logging
internal import Model
internal import Runtime

/// What is checked of a host before it is trusted with guests.
struct Doctor {
    struct Finding {
        enum Verdict: String { case good = "ok", warning = "warn", failure = "FAIL" }

        let verdict: Verdict
        let subject: String
        let text: String

        var isFailure: Bool { verdict == .failure }
        var line: String { "[\(verdict.rawValue)] \(subject): \(text)" }
    }

    private static let tools = ["qemu-img", "nft", "genisoimage", "mkfs.ext4", "mkswap", "prlimit", "dnsmasq"]
    private static let toolFolders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"]

    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    func examine() async -> [Finding] {
        [privileges, await KVMCheck(settings).finding()] + libvirt() + [toolsFound, space, port, clock] + options
    }

    private var privileges: Finding {
        geteuid() == 0
            ? Finding(verdict: .good, subject: "privileges", text: "running as root")
            : Finding(
                verdict: .failure, subject: "privileges",
                text: "not root; the service makes bridges, disks and filters: run it as root")
    }

    private func libvirt() -> [Finding] {
        do {
            let connection = try Connection(uri: settings.libvirtURI)
            let versions = try HypervisorVersions(of: connection)
            var findings = [
                Finding(verdict: .good, subject: "libvirt", text: "answers at \(settings.libvirtURI)"),
                Self.finding(versions.standing, of: versions),
                Finding(verdict: .good, subject: "features", text: versions.featureLine),
            ]
            do {
                _ = try connection.nwFilter(name: "clean-traffic")
                findings.append(Finding(verdict: .good, subject: "nwfilter", text: "clean-traffic is defined"))
            } catch {
                findings.append(
                    Finding(
                        verdict: .failure, subject: "nwfilter",
                        text:
                            "clean-traffic is missing; guests could forge addresses: apt-get install libvirt-daemon-config-nwfilter and restart libvirtd"
                    ))
            }
            return findings
        } catch {
            return [
                Finding(
                    verdict: .failure, subject: "libvirt",
                    text:
                        "\(settings.libvirtURI) does not answer (\(error.message)): start libvirtd (systemctl start libvirtd)"
                )
            ]
        }
    }

    private static func finding(_ standing: HypervisorVersions.Standing, of versions: HypervisorVersions) -> Finding {
        switch standing {
        case .good: Finding(verdict: .good, subject: "versions", text: "\(versions) are new enough")
        case .aging(let text): Finding(verdict: .warning, subject: "versions", text: text)
        case .tooOld(let refusal): Finding(verdict: .failure, subject: "versions", text: "\(refusal)")
        }
    }

    private var toolsFound: Finding {
        let ofTPM = settings.guests.swtpmEnabled ? ["swtpm", "swtpm_setup"] : []
        let missing = (Self.tools + ofTPM).filter { tool in
            !Self.toolFolders.contains { access("\($0)/\(tool)", X_OK) == 0 }
        }
        return missing.isEmpty
            ? Finding(verdict: .good, subject: "tools", text: "all found")
            : Finding(
                verdict: .failure, subject: "tools",
                text:
                    "missing: \(missing.joined(separator: ", ")): apt-get install qemu-utils nftables genisoimage e2fsprogs util-linux dnsmasq-base"
                    + (ofTPM.isEmpty ? "" : " swtpm swtpm-tools")
            )
    }

    private var options: [Finding] {
        settings.idleOptions.map {
            Finding(verdict: .warning, subject: "settings", text: "'\($0.path)' has no effect: \($0.note)")
        }
    }

    private var space: Finding {
        var statistics = statvfs()
        var folder = settings.state
        while statvfs(folder, &statistics) != 0, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
        }
        let free = (UInt64(statistics.f_bavail) * UInt64(statistics.f_frsize)) >> 30
        return Finding(
            verdict: free < 5 ? .warning : .good, subject: "space",
            text: "\(free) GiB free for \(settings.state)" + (free < 5 ? ": images and disks need more" : ""))
    }

    private var port: Finding {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var reuse: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(settings.listen.port).bigEndian)
        let isFree = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        return isFree
            ? Finding(verdict: .good, subject: "port", text: "\(settings.listen.port) is free")
            : Finding(
                verdict: .warning, subject: "port",
                text: "\(settings.listen.port) is taken, by the service itself if it runs: choose another with --listen"
            )
    }

    private var clock: Finding {
        let now = SystemRuntime().now
        return now.seconds > 1_700_000_000
            ? Finding(verdict: .good, subject: "clock", text: "\(now.iso8601)")
            : Finding(
                verdict: .failure, subject: "clock",
                text: "it says \(now.iso8601): tokens would not be valid; set the clock")
    }
}
