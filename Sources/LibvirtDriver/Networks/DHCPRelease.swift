internal import Glibc

/// Gives an address back to dnsmasq in the name of a guest that is gone, so that the next one can have it at once.
///
/// While a lease lasts, dnsmasq gives its address to no other MAC, whatever is reserved since.
///
/// Source: RFC 2131, section 4.4.6.
struct DHCPRelease {
    private let line: DHCPTable.Line
    private let server: IPv4Address?
    private let bridge: String

    /// - Parameter servers: the host's addresses on the bridge.
    init(_ line: DHCPTable.Line, servers: [IPv4Subnet], bridge: String) {
        self.line = line
        server = servers.first { $0.contains(line.address) }?.address
        self.bridge = bridge
    }

    /// A message that is lost costs no more than a wait for the lease's end; so nothing is said of a failure.
    func send() {
        guard let server else { return }
        let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        let device = Array(bridge.utf8)
        guard setsockopt(socket, SOL_SOCKET, SO_BINDTODEVICE, device, socklen_t(device.count)) == 0 else { return }
        var destination = sockaddr_in()
        destination.sin_family = sa_family_t(AF_INET)
        destination.sin_port = in_port_t(67).bigEndian
        destination.sin_addr.s_addr = server.value.bigEndian
        let message = message(to: server)
        withUnsafePointer(to: &destination) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(socket, message, message.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// RFC 2131, section 2: a request of Ethernet whose client address is the lease's; then RFC 2132's options 53 (7:
    /// release) and 54 (the server).
    func message(to server: IPv4Address) -> [UInt8] {
        var message: [UInt8] = [1, 1, 6, 0] + [0, 0, 0, 0] + [0, 0, 0, 0]
        message += line.address.bytes
        message += [UInt8](repeating: 0, count: 12)
        message += line.mac.split(separator: ":").compactMap { UInt8($0, radix: 16) }
        message += [UInt8](repeating: 0, count: 236 - message.count)
        message += [99, 130, 83, 99, 53, 1, 7, 54, 4] + server.bytes + [255]
        message += [UInt8](repeating: 0, count: 300 - message.count)
        return message
    }
}
