internal import Glibc

/// An IPv4 address that a link of this machine has, with its block.
package struct HostRange: Hashable, Sendable {
    package let link: String
    package let address: IPv4Address
    package let block: IPv4Block

    package init(link: String, address: IPv4Address, prefix: Int) {
        self.link = link
        self.address = address
        block = IPv4Block(address, prefix: prefix)
    }

    /// Those of this machine now, but for the bridges that embedded networks have.
    package static func current() -> [HostRange] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var found: [HostRange] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            let name = String(cString: entry.ifa_name)
            guard !name.hasPrefix("vbr"), let address = word(entry.ifa_addr), let mask = word(entry.ifa_netmask) else {
                continue
            }
            found.append(HostRange(link: name, address: IPv4Address(address), prefix: mask.nonzeroBitCount))
        }
        return found
    }

    private static func word(_ address: UnsafeMutablePointer<sockaddr>?) -> UInt32? {
        guard let address, Int32(address.pointee.sa_family) == AF_INET else { return nil }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
        }
    }
}
