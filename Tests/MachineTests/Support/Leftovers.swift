import Foundation
import JSON

/// All that servers and their networks leave traces in, on the host and in the service's records, as it is at a moment.
struct Leftovers {
    private let things: Set<String>

    init(_ service: Service) async throws {
        things = Self.ofLibvirt.union(Self.ofHost).union(Self.files(service))
            .union(try await Self.records(service))
    }

    /// What was not there before: what others have on the host was.
    func since(_ before: Leftovers) -> [String] { things.subtracting(before.things).sorted() }

    /// What is there beyond what was before, when the service has had the time to clean up.
    static func settled(_ service: Service, since before: Leftovers) async throws -> [String] {
        var left = try await Leftovers(service).since(before)
        for _ in 0..<50 where !left.isEmpty {
            try await Task.sleep(for: .milliseconds(100))
            left = try await Leftovers(service).since(before)
        }
        return left
    }

    private static func names(_ kind: String, in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map { "\(kind) \($0)" }
    }

    private static var ofLibvirt: Set<String> {
        let listed = [
            "domain": ["list", "--all", "--uuid"], "libvirt's network": ["net-list", "--all", "--uuid"],
            "binding of a filter": ["nwfilter-binding-list"], "secret": ["secret-list"],
        ]
        return Set(
            listed.flatMap { kind, command in
                Tool.run("virsh", arguments: ["-q", "-c", Guests.uri] + command).output.split(separator: "\n")
                    .compactMap {
                        $0.split(separator: " ").first.map { "\(kind) \($0)" }
                    }
            })
    }

    /// Links, firewall rules, addresses that DHCP reserves, and processes.
    private static var ofHost: Set<String> {
        let tables = Tool.run("nft", "list", "tables").output.split(separator: "\n").filter { $0.contains("vireo") }
        let folder = "/var/lib/libvirt/dnsmasq"
        let reserving = names("reservations", in: folder).filter { $0.hasSuffix(".hosts") }
        let reserved = reserving.flatMap { names($0, in: "\(folder)/\($0.split(separator: " ")[1])") }
        return Set(tables.map { "rules \($0)" } + names("link", in: "/sys/class/net") + reserving + reserved)
            .union(processes).union(chains)
    }

    /// Those of guests' filters.
    private static var chains: [String] {
        Tool.run("ebtables", "--concurrent", "-t", "nat", "-L").output.split(separator: "\n")
            .filter { $0.hasPrefix("Bridge chain: ") && $0.contains("tap") }
            .compactMap { $0.split(separator: ",").first.map(String.init) }
    }

    /// Those of guests and of their TPMs. libvirt's trials of QEMU have no id of a guest.
    private static var processes: [String] {
        names("", in: "/proc").compactMap { Int32($0.dropFirst()) }.compactMap { process in
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return nil }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            let program = words.first ?? ""
            let isGuest = program.contains("qemu-system") && words.contains("-uuid")
            return isGuest || program.hasSuffix("swtpm") ? "process \(process) of \(program)" : nil
        }
    }

    /// What lies in the folder of guests beside the base images and the mark of whom it belongs to.
    private static func files(_ service: Service) -> [String] {
        names("file", in: service.instances).filter { !["file _base", "file cluster-id"].contains($0) }
    }

    /// Ports, and what is taken of the hosts.
    private static func records(_ service: Service) async throws -> [String] {
        let ports = try await service.get("/network/v2.0/ports").body["ports"]?.arrayValue ?? []
        let hosts = try await service.get("/compute/v2.1/os-hypervisors/detail").body["hypervisors"]?.arrayValue ?? []
        let figures = ["vcpus_used", "memory_mb_used", "local_gb_used", "running_vms"]
        return ports.compactMap { $0["id"]?.stringValue }.map { "port \($0)" }
            + hosts.flatMap { host in figures.map { "\($0) is \(host[$0] ?? .null)" } }
    }
}
