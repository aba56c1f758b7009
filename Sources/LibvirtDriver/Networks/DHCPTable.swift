internal import Glibc
internal import Hypervisor
internal import Model

/// A network's reserved hosts: a folder with a file for each MAC, which dnsmasq watches.
///
/// dnsmasq takes a file in as soon as it is there. One that changed or went it forgets on SIGHUP only.
///
/// Source: dnsmasq(8), `--dhcp-hostsdir`. All of this blocks.
struct DHCPTable: Sendable {
    /// One reserved host.
    struct Line: Hashable, Sendable {
        let mac: String
        let address: IPv4Address
        let hostname: String?
    }

    let path: String
    private let folder: String
    /// Where libvirt notes the network's dnsmasq.
    private let pidFile: String

    init(of network: ID<Network>, in folder: String) {
        self.folder = folder
        path = "\(folder)/vireo-\(network).hosts"
        pidFile = "/run/libvirt/network/vireo-\(network).pid"
    }

    /// Makes also the folder that all tables lie in: libvirt makes its own only when it starts its first network.
    func make() throws(HypervisorError) {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure("make", folder) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("make", path) }
        // dnsmasq reads as a user of its own, whatever this process's mask is.
        guard chmod(path, 0o755) == 0 else { throw failure("open to dnsmasq", path) }
    }

    /// Does nothing where there is none.
    func remove() throws(HypervisorError) {
        for name in HostFile.names(in: path) { unlink("\(path)/\(name)") }
        guard rmdir(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }

    /// Writes the line; another of the same MAC or the same address goes.
    func add(_ line: Line) throws(HypervisorError) {
        guard access(path, F_OK) == 0 else {
            throw .failed("the host offers no such network yet: \(path) is not there")
        }
        let old = lines
        if old.contains(line) { return }
        let stale = old.filter { $0.mac == line.mac || $0.address == line.address }
        for other in stale { unlink(file(of: other.mac)) }
        let file = file(of: line.mac)
        // dnsmasq passes over names that begin with a dot.
        let partial = "\(path)/.\(line.fileName)"
        guard HostFile.write(Array(line.text.utf8), to: partial), rename(partial, file) == 0 else {
            throw failure("write", file)
        }
        if !stale.isEmpty { reread() }
    }

    /// Removes the line of that MAC.
    ///
    /// - Returns: what it said; nil where there was none.
    func remove(mac: String) throws(HypervisorError) -> Line? {
        let mac = mac.lowercased()
        guard let line = lines.first(where: { $0.mac == mac }) else { return nil }
        let file = file(of: mac)
        guard unlink(file) == 0 || errno == ENOENT else { throw failure("remove", file) }
        reread()
        return line
    }

    private var lines: [Line] {
        HostFile.names(in: path).filter { !$0.hasPrefix(".") }.compactMap { HostFile.text("\(path)/\($0)") }
            .compactMap { Line(text: $0) }
    }

    private func file(of mac: String) -> String { "\(path)/\(mac.replacing(":", with: "-"))" }

    private func reread() {
        guard let pid = HostFile.text(pidFile).flatMap({ pid_t($0) }), pid > 1,
            HostFile.text("/proc/\(pid)/comm") == "dnsmasq"
        else { return }
        kill(pid, SIGHUP)
    }

    private func failure(_ verb: String, _ path: String) -> HypervisorError {
        .failed("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}

extension DHCPTable.Line {
    /// Nil for an address of IPv6.
    ///
    /// - Throws: `HypervisorError.refused` for what is no MAC or no address.
    init?(_ reservation: DHCPReservation) throws(HypervisorError) {
        let mac = reservation.mac.lowercased()
        guard Self.isMAC(mac) else { throw .refused("'\(reservation.mac)' is no MAC address") }
        if reservation.address.contains(":") { return nil }
        guard let address = IPv4Address(reservation.address) else {
            throw .refused("'\(reservation.address)' is no IP address")
        }
        self.init(mac: mac, address: address, hostname: reservation.hostname.flatMap(Self.label))
    }

    fileprivate init?(text: String) {
        let parts = text.split(separator: ",").map(String.init)
        guard parts.count >= 2, Self.isMAC(parts[0]), let address = IPv4Address(parts[1]) else { return nil }
        self.init(mac: parts[0], address: address, hostname: parts.count > 2 ? parts[2] : nil)
    }

    fileprivate var text: String { "\(mac),\(address)\(hostname.map { ",\($0)" } ?? "")\n" }

    fileprivate var fileName: String { mac.replacing(":", with: "-") }

    private static func isMAC(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 6
            && parts.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isHexDigit) && $0.allSatisfy(\.isASCII) }
    }

    /// The first label of a host's name; nil where it cannot stand in DNS, or where dnsmasq would take it for a word of
    /// its own: a lease time such as `2h` or `infinite`, or `ignore`.
    private static func label(_ name: String) -> String? {
        let label = name.prefix { $0 != "." }
        guard (1...63).contains(label.utf8.count), !["infinite", "ignore"].contains(label.lowercased()),
            label.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }),
            label.first != "-", label.last != "-"
        else { return nil }
        let looksLikeTime = label.first?.isNumber == true && label.dropLast().allSatisfy(\.isNumber)
        return looksLikeTime ? nil : String(label)
    }
}
